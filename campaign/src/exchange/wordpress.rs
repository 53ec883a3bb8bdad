//! From WordPress's export to a parcel: posts are news, pages are pages, and files come from a folder of uploads where one is given.

use super::{MOST_PATH, Media, Parcel, Refused, Text};
use crate::{
    content::{
        Details, Draft, Kind,
        draft::{LEAD, TITLE},
        file::File,
        slug,
    },
    file::{Prepared, Said, name_of},
    wxr::{Export, Post, Stands, with_pictures},
};
use std::collections::{BTreeMap, BTreeSet};

/// A parcel of an export. `path` is the export's own, for what is said of it; `upload` reads a file below the folder of uploads, by
/// its path there such as `2024/03/room.jpg`, and says why where it cannot.
pub fn of_wordpress(
    export: &Export,
    path: &str,
    upload: &mut dyn FnMut(&str) -> Result<Prepared, String>,
) -> Parcel {
    let mut parcel = Parcel::default();
    let refused = |line, says: String| Refused { path: path.to_owned(), line, says };
    parcel.refused.extend(export.left.iter().map(|left| refused(left.line, left.says.clone())));
    let mut files = Uploads { taken: BTreeMap::new(), names: BTreeSet::new() };
    let mut slugs = BTreeSet::new();
    // Pages stand here in the order that they had there; news is ordered by its days.
    let mut posts: Vec<&Post> = export.posts.iter().collect();
    posts.sort_by_key(|post| if post.page { post.order } else { 0 });
    for post in posts {
        let kind = if post.page { Kind::Page } else { Kind::News };
        let slug = free(&mut slugs, kind, post);
        let mut left = Vec::new();
        let text = with_pictures(&post.text, &mut |url| {
            let at = export.uploaded(url)?;
            let alt = export.files.iter().find(|file| export.uploaded(&file.url).as_ref() == Some(&at));
            let alt = alt.map_or(String::new(), |file| file.alt.clone());
            match files.take(&mut parcel.media, &at, &alt, upload) {
                Ok(address) => Some(address),
                Err(says) => {
                    left.push(format!("in “{}”, the picture {at} is not shown: {says}", post.title));
                    None
                }
            }
        });
        let (mut picture, mut alt) = (String::new(), String::new());
        if let Some(file) = post.picture.and_then(|id| export.file(id)) {
            let at = export.uploaded(&file.url).ok_or_else(|| "it was not uploaded there".to_owned());
            alt = if file.alt.is_empty() { file.title.clone() } else { file.alt.clone() };
            match at.and_then(|at| files.take(&mut parcel.media, &at, &alt, upload)) {
                Ok(address) => picture = address,
                Err(says) => left.push(format!("the picture above “{}” is not shown: {says}", post.title)),
            }
            if picture.is_empty() {
                alt = String::new();
            }
        }
        if let Some(above) = post.parent.and_then(|id| export.posts.iter().find(|post| post.id == id)) {
            left.push(format!(
                "“{}” stood below “{}”: pages stand side by side here",
                post.title, above.title
            ));
        }
        let terms: Vec<&str> = post.categories.iter().chain(&post.tags).map(String::as_str).collect();
        if !terms.is_empty() {
            left.push(format!(
                "“{}” was filed under {}, which this site does not have",
                post.title,
                terms.join(", ")
            ));
        }
        parcel.refused.extend(left.into_iter().map(|says| refused(post.line, says)));
        let details = if post.page { Details::Page {} } else { Details::News { day: None } };
        let title = if post.title.is_empty() { format!("Untitled {}", post.id) } else { post.title.clone() };
        let draft = Draft {
            slug,
            title: shortened(&title, TITLE),
            lead: shortened(&post.excerpt, LEAD),
            body: text,
            picture,
            alt: shortened(&alt, 300),
            sample: false,
            details,
        };
        let draft = draft.tidy();
        if let Err(wrong) = draft.check() {
            parcel.refused.push(refused(post.line, format!("“{}” is not taken: {wrong}", post.title)));
            continue;
        }
        let published = post.stands != Stands::Draft;
        let file = File {
            draft,
            published,
            since: post.published.filter(|_| published),
            formerly: post
                .path
                .iter()
                .map(|path| path.trim_end_matches('/').to_owned())
                .filter(|path| !path.is_empty() && path.len() <= MOST_PATH)
                .collect(),
        };
        let author = (!post.author.is_empty()).then(|| post.author.clone());
        parcel.texts.push(Text { path: format!("{path}:{}", post.line), file, author });
    }
    parcel
}

/// Files of the folder of uploads that were taken already: their addresses by their paths.
struct Uploads {
    taken: BTreeMap<String, Result<String, String>>,
    names: BTreeSet<String>,
}

impl Uploads {
    fn take(
        &mut self,
        media: &mut Vec<Media>,
        at: &str,
        alt: &str,
        upload: &mut dyn FnMut(&str) -> Result<Prepared, String>,
    ) -> Result<String, String> {
        if let Some(known) = self.taken.get(at) {
            return known.clone();
        }
        let taken = upload(at).map(|prepared| {
            let same = media.iter().find(|one| one.prepared.hash == prepared.hash);
            if let Some(same) = same {
                return format!("{}{}", crate::file::PLACE, same.name);
            }
            let last = at.rsplit('/').next().unwrap_or(at);
            let mut name = name_of(last, prepared.kind);
            // Two months may have a file of one name.
            if name.is_empty() || !self.names.insert(name.clone()) {
                name = name_of(&at.replace('/', "-"), prepared.kind);
                self.names.insert(name.clone());
            }
            let shown = if alt.is_empty() { last } else { alt };
            let said = Said { alt: shortened(shown, 300), ..Said::default() };
            let address = format!("{}{name}", crate::file::PLACE);
            media.push(Media { path: at.to_owned(), name, said, prepared });
            address
        });
        self.taken.insert(at.to_owned(), taken.clone());
        taken
    }
}

/// A slug that no other post of the kind has.
fn free(slugs: &mut BTreeSet<(Kind, String)>, kind: Kind, post: &Post) -> String {
    let of = [post.slug.clone(), slug::of(&post.slug), slug::of(&post.title)];
    let first =
        of.into_iter().find(|slug| slug::is_slug(slug)).unwrap_or_else(|| format!("post-{}", post.id));
    let mut slug = first.clone();
    if !slugs.insert((kind, slug.clone())) {
        let mut short = first;
        short.truncate(60);
        slug = format!("{}-{}", short.trim_end_matches('-'), post.id);
        slugs.insert((kind, slug.clone()));
    }
    slug
}

/// The first words of a text that are not too many characters.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words))
}
