//! The link that ends a subscription: it names the subscriber, and the issue out of whose letter it comes, so that each issue's
//! figures can say how many left after it. It says nothing of who opened or read what.

use crate::secret::{Link, LinkError, Purpose, Secrets};

/// How many bits of a link's number are the subscriber's row; the issue's are above them.
const SUBSCRIBER: u32 = 40;

/// The link. An issue or a subscriber beyond the numbers that fit (16 million issues, a million million subscribers) is left out of
/// the issue's figures, or cannot be.
pub fn link(secrets: &Secrets, issue: u64, subscriber: u64) -> String {
    let issue = if issue < 1 << (63 - SUBSCRIBER) && subscriber < 1 << SUBSCRIBER { issue } else { 0 };
    secrets.link(&Link { purpose: Purpose::Unsubscribe, id: issue << SUBSCRIBER | subscriber, until: None })
}

/// The issue, if the link comes from one, and the subscriber.
///
/// # Errors
///
/// Why the link opens nothing.
pub fn open(secrets: &Secrets, link: &str, now: i64) -> Result<(Option<u64>, u64), LinkError> {
    let id = secrets.open_link(Purpose::Unsubscribe, link, now)?;
    let issue = id >> SUBSCRIBER;
    Ok(((issue != 0).then_some(issue), id & ((1 << SUBSCRIBER) - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_link_names_issue_and_subscriber(issue in 0..1u64 << 23, subscriber in 0..1u64 << 40) {
            let secrets = Secrets::new(&[1; 32], None);
            let opened = open(&secrets, &link(&secrets, issue, subscriber), 0);
            prop_assert_eq!(opened, Ok(((issue != 0).then_some(issue), subscriber)));
        }
    }
}
