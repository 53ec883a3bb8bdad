//! E-mail addresses: read strictly, kept as written, and compared by whose mailbox they mean.

use std::fmt;

/// The most that an address may have (RFC 5321, 4.5.3.1.3, less the angle brackets).
const MOST: usize = 254;
/// The most that stands before the `@` (RFC 5321, 4.5.3.1.1).
const MOST_LOCAL: usize = 64;

/// Domains at which dots before the `@` mean nothing, and the one domain that all of them are.
const DOTS_MEAN_NOTHING: &[(&str, &str)] = &[("gmail.com", "gmail.com"), ("googlemail.com", "gmail.com")];

/// A mailbox of ASCII letters before the `@` and a domain after it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    local: String,
    /// In ASCII and lower case: `xn--…` where it has other letters.
    domain: String,
}

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// It is empty.
    Empty,
    /// It has no `@`, or more than one.
    At,
    /// What stands before the `@` is not what mail servers take.
    Local,
    /// What stands after the `@` is no domain.
    Domain,
    /// It is longer than mail allows.
    Long,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no e-mail address is given",
            Self::At => "an e-mail address has one @, as in name@example.org",
            Self::Local => {
                "what stands before the @ is not what mail servers take: letters, digits, dots, hyphens"
            }
            Self::Domain => "what stands after the @ is no domain, such as example.org",
            Self::Long => "an e-mail address has at most 254 characters",
        })
    }
}

impl std::error::Error for AddressError {}

impl Address {
    /// Reads an address as people type it; spaces around it are passed over.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        let (local, domain) = text.split_once('@').ok_or(AddressError::At)?;
        if domain.contains('@') {
            return Err(AddressError::At);
        }
        let takes = |sign: char| sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(sign);
        let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
        if local.is_empty() || local.len() > MOST_LOCAL || dots || !local.chars().all(takes) {
            return Err(AddressError::Local);
        }
        let domain = domain_in_ascii(domain).ok_or(AddressError::Domain)?;
        if local.len() + 1 + domain.len() > MOST {
            return Err(AddressError::Long);
        }
        Ok(Self { local: local.to_owned(), domain })
    }

    /// The domain, in ASCII.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The same mailbox with a tag behind a `+`; nothing where that is longer than mail allows.
    pub fn tagged(&self, tag: &str) -> Option<Self> {
        Self::read(&format!("{}+{tag}@{}", self.local, self.domain)).ok()
    }

    /// What stands behind the last `+`, if one does.
    pub fn tag(&self) -> Option<&str> {
        self.local.rsplit_once('+').map(|(_, tag)| tag)
    }

    /// One text for all ways of writing to one mailbox: without what follows a `+`, in lower case, and without dots where the
    /// host is known to pass them over. Two addresses with the same text are one person's; never write to it.
    pub fn mailbox(&self) -> String {
        let local = self.local.split_once('+').map_or(self.local.as_str(), |(local, _)| local);
        // An address that begins with a plus has nothing else to go by.
        let local = if local.is_empty() { self.local.as_str() } else { local }.to_ascii_lowercase();
        match DOTS_MEAN_NOTHING.iter().find(|(domain, _)| *domain == self.domain) {
            Some((_, domain)) => format!("{}@{domain}", local.replace('.', "")),
            None => format!("{local}@{}", self.domain),
        }
    }
}

impl fmt::Display for Address {
    /// As mail programs want it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

/// A domain name in ASCII and lower case, with at least one dot; nothing where it is none (UTS 46, RFC 1035).
pub(crate) fn domain_in_ascii(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::STD3).ok()?.into_owned();
    let label = |label: &str| {
        !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    let top = ascii.rsplit('.').next().unwrap_or_default();
    let named = top.len() >= 2 && !top.bytes().all(|sign| sign.is_ascii_digit());
    (ascii.len() <= 253 && ascii.contains('.') && named && ascii.split('.').all(label)).then_some(ascii)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_read_as_mail_takes_them() {
        let read = |text: &str| Address::read(text).map(|address| address.to_string());
        assert_eq!(read(" Ann.Lee+news@Example.ORG "), Ok("Ann.Lee+news@example.org".into()));
        assert_eq!(read("ann@bücher.example"), Ok("ann@xn--bcher-kva.example".into()));
        for (text, error) in [
            ("", AddressError::Empty),
            ("ann", AddressError::At),
            ("a@b@example.org", AddressError::At),
            ("@example.org", AddressError::Local),
            (".a@example.org", AddressError::Local),
            ("a..b@example.org", AddressError::Local),
            ("\"a b\"@example.org", AddressError::Local),
            ("a\r\nBcc: b@example.org", AddressError::Local),
            ("ann@example", AddressError::Domain),
            ("ann@127.0.0.1", AddressError::Domain),
            ("ann@[127.0.0.1]", AddressError::Domain),
            ("ann@-a.example", AddressError::Domain),
            ("ann@exam ple.org", AddressError::Domain),
            ("ann@example.org\nBcc: x", AddressError::Domain),
        ] {
            assert_eq!(read(text), Err(error), "{text:?}");
        }
        assert_eq!(read(&format!("{}@example.org", "a".repeat(65))), Err(AddressError::Local));
    }

    #[test]
    fn one_mailbox_has_one_text() {
        let same = |one: &str, other: &str| {
            Address::read(one).unwrap().mailbox() == Address::read(other).unwrap().mailbox()
        };
        assert!(same("ann.lee+petition@gmail.com", "AnnLee@googlemail.com"));
        assert!(same("ann+1@example.org", "ANN@example.org"));
        assert!(same("ann@BÜCHER.example", "ann@xn--bcher-kva.example"));
        assert!(!same("ann.lee@example.org", "annlee@example.org"));
        assert!(!same("+a@example.org", "+b@example.org"));
    }

    proptest! {
        #[test]
        fn what_is_read_reads_the_same_again(text in "\\PC{0,30}@\\PC{0,30}|[a-z.+]{1,9}@[a-zäß.]{1,12}") {
            if let Ok(address) = Address::read(&text) {
                let written = address.to_string();
                prop_assert!(written.is_ascii() && !written.contains(char::is_whitespace));
                prop_assert_eq!(Address::read(&written), Ok(address.clone()));
                let tagged = written.replacen('@', "+tag@", 1);
                if let Ok(tagged) = Address::read(&tagged)
                    && !written.starts_with('+')
                {
                    prop_assert_eq!(tagged.mailbox(), address.mailbox());
                }
            }
        }
    }
}
