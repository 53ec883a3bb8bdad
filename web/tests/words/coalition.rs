//! What the Coalition's pages say, of the sample.

use crate::{without_hashes, words};

macro_rules! pages {
    ($($name:ident: $address:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(without_hashes(&words($address, usize::MAX)));
        }
    )*};
}

pages! {
    coalition: "/coalition";
    petitions: "/petitions";
    petition: "/petition/charter";
    newsletter: "/newsletter";
    give: "/give";
    ledger: "/ledger";
    join: "/join";
    volunteer: "/join/volunteer";
    supporters: "/supporters";
    events: "/events";
    news: "/news";
    people: "/people";
    contact: "/contact";
    write: "/write";
    press: "/press";
    privacy: "/privacy";
    my_data: "/my-data";
    found: "/search?q=coalition";
}
