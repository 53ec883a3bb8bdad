//! The style and the script of the site, under names that carry a hash of their content, so that they may be kept for
//! ever.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

/// A file that pages load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its address, such as `/style-0123456789abcdef.css`.
    pub path: String,
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The style of every page.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let style = concat!(
        include_str!("../style/site.css"),
        include_str!("../style/law.css"),
        include_str!("../style/power.css"),
        include_str!("../style/community.css"),
        include_str!("../style/coalition.css"),
        include_str!("../style/joining.css"),
        include_str!("../style/desk.css")
    );
    Asset::new("style", "css", "text/css; charset=utf-8", style)
});

/// The script of every page, without which everything works.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = concat!(
        include_str!("../script/site.js"),
        include_str!("../script/writing.js"),
        include_str!("../script/passkey.js")
    );
    Asset::new("script", "js", "text/javascript; charset=utf-8", script)
});

/// The script of a form that asks for a proof of work; no other page loads it.
pub static WORK: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("work", "js", "text/javascript; charset=utf-8", include_str!("../script/work.js"))
});

impl Asset {
    fn new(name: &str, end: &str, media_type: &'static str, text: &'static str) -> Self {
        Self { path: format!("/{name}-{}.{end}", hash(text.as_bytes())), media_type, text }
    }
}

/// The asset at a path.
pub fn find(path: &str) -> Option<&'static Asset> {
    [&*STYLE, &*SCRIPT, &*WORK].into_iter().find(|asset| asset.path == path)
}

/// Sixteen hexadecimal digits that change with the content.
pub fn hash(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
