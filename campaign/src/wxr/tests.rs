//! An export that was written by hand in WordPress's form, and files that mean harm.

use super::*;
use proptest::prelude::*;

const EXPORT: &str = include_str!("../../tests/wxr/export.xml");

#[test]
fn pages_and_posts_are_taken_with_what_belongs_to_them() {
    let export = read(EXPORT).unwrap();
    assert_eq!(
        (export.title.as_str(), export.site.as_str()),
        ("The Old Coalition & Friends", "https://old.example.org")
    );
    let [meeting, about, soon] = export.posts.as_slice() else { panic!("{:#?}", export.posts) };
    assert_eq!((meeting.page, meeting.title.as_str()), (false, "A first meeting — in Łódź"));
    assert_eq!((meeting.slug.as_str(), meeting.author.as_str()), ("a-first-meeting", "The Office"));
    assert_eq!(meeting.path.as_deref(), Some("/2024/03/a-first-meeting/"));
    assert_eq!((meeting.stands, meeting.published), (Stands::Published, Some(1_709_546_400)));
    assert_eq!(meeting.excerpt, "Who came, & what was said.");
    assert_eq!(
        (meeting.categories.as_slice(), meeting.tags.as_slice()),
        (&["Meetings".to_owned()][..], &["Poland".to_owned()][..])
    );
    assert_eq!(meeting.picture, Some(15));
    assert_eq!(
        (about.page, about.title.as_str(), about.slug.as_str(), about.order),
        (true, "About <us>", "über-uns", 2)
    );
    assert_eq!((about.stands, about.author.as_str()), (Stands::Draft, "gone"));
    assert_eq!(about.published, Some(1_672_531_200));
    assert_eq!(
        (soon.stands, soon.path.as_deref(), soon.published),
        (Stands::Scheduled, None, Some(1_893_488_400))
    );
    assert_eq!(export.file(15).unwrap().alt, "A room with people");
    // Nobody's address is taken.
    assert!(!format!("{export:?}").contains("@example"));
}

#[test]
fn blocks_become_markdown() {
    let export = read(EXPORT).unwrap();
    insta::assert_snapshot!(export.posts[0].text);
    insta::assert_snapshot!(export.posts[1].text);
    for post in &export.posts {
        let shown = crate::markdown::html(&post.text);
        for forbidden in ["script", "onclick", "javascript:", "iframe", "<img src=\"http"] {
            assert!(!shown.contains(forbidden), "{forbidden} is left: {shown}");
        }
    }
}

#[test]
fn what_is_not_taken_is_listed_with_its_line() {
    let export = read(EXPORT).unwrap();
    let left: Vec<String> = export.left.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(left.join("\n"));
    let line = |words: &str| EXPORT.lines().position(|line| line.contains(words)).unwrap() + 1;
    for (words, says) in [
        ("wp:latest-posts", "`latest-posts`"),
        ("<iframe", "<iframe> of https://video.example/embed/1"),
        ("seo_title", "`seo_title`"),
        ("<wp:comment>", "comments"),
        ("contact-form-7", "`contact-form-7`"),
        ("[gallery", "picture 99"),
    ] {
        assert!(
            export.left.iter().any(|left| left.line == line(words) && left.says.contains(says)),
            "{says}"
        );
    }
}

#[test]
fn pictures_are_found_by_their_uploads() {
    let export = read(EXPORT).unwrap();
    let uploaded = |url: &str| export.uploaded(url);
    let room = Some("2024/03/room.jpg".to_owned());
    assert_eq!(uploaded("https://old.example.org/wp-content/uploads/2024/03/room-1024x683.jpg"), room);
    assert_eq!(uploaded("http://OLD.example.org/wp-content/uploads/2024/03/room.jpg?w=1"), room);
    assert_eq!(uploaded("/wp-content/uploads/2024/03/room.jpg"), room);
    assert_eq!(uploaded("/wp-content/uploads/2024/03/room-2x.jpg"), Some("2024/03/room-2x.jpg".to_owned()));
    for other in [
        "https://elsewhere.example/wp-content/uploads/2024/03/room.jpg",
        "/wp-content/uploads/../../wp-config.php",
        "/wp-content/uploads//etc/passwd.jpg",
        "/wp-content/uploads/a\\b.jpg",
        "https://old.example.org/room.jpg",
    ] {
        assert_eq!(uploaded(other), None, "{other}");
    }
    let mut seen = Vec::new();
    let text = with_pictures(&export.posts[0].text, &mut |url| {
        seen.push(url.to_owned());
        Some("media:x".to_owned())
    });
    assert_eq!(seen, ["https://old.example.org/wp-content/uploads/2024/03/room-1024x683.jpg"]);
    assert!(text.contains("![People at a table](media:x)"), "{text}");
}

#[test]
fn what_is_no_export_is_refused() {
    let says = |text: &str| read(text).unwrap_err().to_string();
    insta::assert_snapshot!(says("<rss><channel></channel></rss>"), @"the export cannot be read: it has no <wp:wxr_version>, by which WordPress's export is known: Tools, Export, All content");
    insta::assert_snapshot!(says("<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;&b;\">]>\n<rss>&d;</rss>"), @"the export cannot be read at line 1: it has a document type, which no export has");
    insta::assert_snapshot!(says("<rss>\n<channel>"), @"the export cannot be read at line 2: it breaks off");
    assert!(says(&"<a>".repeat(40)).contains("deeper"));
    assert!(says("<rss>\n</channel>").contains("line 2"));
}

fn of(html: &str) -> Option<words::Converted> {
    words::markdown(html, &|_| None)
}

#[test]
fn an_entity_grows_nothing_and_a_deep_text_is_left() {
    let text = "<rss><channel><wp:wxr_version>1.2</wp:wxr_version><title>&lol; &#65;</title></channel></rss>";
    let export = read(text).unwrap();
    assert_eq!((export.title.as_str(), export.left.len()), ("&lol; A", 1));
    assert!(of(&"<b>".repeat(5_000)).is_none());
    assert!(of(&"<blockquote>".repeat(500)).is_none());
    assert!(of(&format!("{}x{}", "<div>".repeat(50), "</div>".repeat(50))).is_some());
}

proptest! {
    #[test]
    fn no_text_of_a_post_panics(html in "(<!-- wp:[a-z]{1,4} /?-->|<[a-z]{1,4}( src=\"[a-z:/.]{0,9}\")?>|</[a-z]{1,4}>|\\[[a-z]{1,7}( ids=\"[0-9,]{0,5}\")?\\]|\\[/[a-z]{1,7}\\]|\\PC|\n){0,40}") {
        if let Some(converted) = of(&html) {
            let shown = crate::markdown::html(&converted.text);
            prop_assert!(!shown.contains("<script") && !shown.contains("javascript:"));
            let same = with_pictures(&converted.text, &mut |url| Some(url.to_owned()));
            prop_assert_eq!(same, converted.text);
        }
    }
}

/// The words that somebody sees, with single spaces.
fn seen(html: &str) -> String {
    let text: String = html
        .replace('>', "> ")
        .split('<')
        .enumerate()
        .map(
            |(number, part)| {
                if number == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) }
            },
        )
        .collect();
    text.replace("&nbsp;", " ").replace("&quot;", "\"").chars().filter(|sign| !sign.is_whitespace()).collect()
}

#[test]
fn html_becomes_markdown_that_says_the_same() {
    let text = |html: &str| of(&format!("<!-- wp:x -->{html}")).unwrap().text;
    for (html, markdown) in [
        ("<p>a <b>b</b>, <i> c </i>d</p>", "a **b**, *c* d"),
        ("<h2>A # b #</h2><p># c</p><p>1. d</p><p>- e</p>", "## A # b \\#\n\n\\# c\n\n1\\. d\n\n\\- e"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n\n  - c"),
        ("<ol start=\"3\"><li>a</li><li>b</li></ol>", "3. a\n4. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>a\n\n```\nb</pre>", "````\na\n\n```\nb\n````"),
        ("<p>a<br>b<br></p>", "a\\\nb"),
        ("<p><code>a`b</code> 2*3*4 snake_case [x](y)</p>", "``a`b`` 2\\*3\\*4 snake\\_case \\[x\\](y)"),
        ("<p><a href=\"/a (b)\">c</a></p>", "[c](</a%20(b)>)"),
        (
            "<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></table>",
            "| a | b\\|c |\n|---|---|\n| 1 |  |",
        ),
        ("<figure><img src=\"/a.jpg\" alt=\"A\"><figcaption>B</figcaption></figure>", "![A](/a.jpg)\n\nB"),
        ("<dl><dt>a</dt><dd>b</dd></dl><hr><p>c</p>", "**a**\n\nb\n\n***\n\nc"),
    ] {
        assert_eq!(text(html), markdown, "{html}");
    }
}

proptest! {
    /// No word is lost, and no sign of a text becomes a mark.
    #[test]
    fn every_word_of_a_text_is_shown(html in "(<(p|b|em|li|ul|blockquote|h2|a href=\"/x\"|code|br|div)>|</(p|b|em|li|ul|blockquote|h2|a|code|div)>|[a-c]{1,3}|[ *_#>~|\\[\\]`1.!+=:-]|\n|&amp;|&lt;){0,40}") {
        let html = format!("<!-- wp:x --><p>{html}");
        let wanted = seen(&ammonia::Builder::default().link_rel(None).clean(&html).to_string());
        let text = of(&html).unwrap().text;
        let shown = seen(&crate::markdown::html(&text));
        // Marks that cannot be written in their place stay as signs: the words are all there.
        let words = |text: &str| text.chars().filter(|sign| *sign != '*').collect::<String>();
        prop_assert_eq!(words(&shown), words(&wanted), "{}", text);
    }
}

/// WordPress lets people sign in by an address, and an export may say no other name of theirs.
#[test]
fn an_author_is_never_an_address_of_mail() {
    let of = |creator: &str, shown: &str| {
        let text = format!(
            "<rss><channel><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login>{creator}</wp:author_login>\
             <wp:author_display_name>{shown}</wp:author_display_name></wp:author><item><title>A</title>\
             <dc:creator>{creator}</dc:creator><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"
        );
        read(&text).unwrap().posts[0].author.clone()
    };
    assert_eq!(of("ann@old.example", ""), "");
    assert_eq!(of("ann", "ann@old.example"), "");
    assert_eq!(of("ann", "Ann"), "Ann");
    assert_eq!(of("ann", ""), "ann");
}
