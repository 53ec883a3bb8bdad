//! A page before the layout wraps it.

use maud::Markup;

/// What a page says and where it belongs.
#[derive(Clone, Debug)]
pub struct Page {
    /// The title, which also stands in the browser's tab.
    pub title: String,
    /// A sentence for search engines and previews.
    pub description: String,
    /// Which word of the header it stands under.
    pub section: Section,
    /// What stands in `<main>`, its `<h1>` included.
    pub body: Markup,
}

/// The words of the header. One without a page in [`crate::routes::ROUTES`] is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The first page; its word is the name of the site.
    Home,
    /// `/charter`
    Charter,
    /// `/states`
    States,
    /// `/power`
    Power,
    /// `/agenda`
    Community,
    /// `/coalition`, where a campaign is run.
    Coalition,
    /// `/timeline`
    Timeline,
    /// `/compare`
    Compare,
    /// `/sources`
    Sources,
    /// `/try`
    Try,
    /// Under none of them: search, errors.
    None,
}

impl Section {
    /// Those that the header may show, in its order.
    pub const SHOWN: [Self; 9] = [
        Self::Charter,
        Self::States,
        Self::Power,
        Self::Community,
        Self::Coalition,
        Self::Timeline,
        Self::Compare,
        Self::Sources,
        Self::Try,
    ];

    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Home | Self::None => "Koinon",
            Self::Charter => "Charter",
            Self::States => "States",
            Self::Power => "Power",
            Self::Community => "Community",
            Self::Coalition => "Coalition",
            Self::Timeline => "Timeline",
            Self::Compare => "Compare",
            Self::Sources => "Sources",
            Self::Try => "Try",
        }
    }

    /// Where it leads.
    pub fn path(self) -> &'static str {
        match self {
            Self::Home | Self::None => "/",
            Self::Charter => "/charter",
            Self::States => "/states",
            Self::Power => "/power",
            Self::Community => "/agenda",
            Self::Coalition => "/coalition",
            Self::Timeline => "/timeline",
            Self::Compare => "/compare",
            Self::Sources => "/sources",
            Self::Try => "/try",
        }
    }
}
