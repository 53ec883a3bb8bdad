//! A drawing as a file of its own: with the colours that the style sheet gives it on the page, for paper.

use maud::Markup;

/// What `web/style/site.css` says of charts in the light, for a file that has no style sheet.
const STYLE: &str = "<style>text{font:13px Arial,sans-serif;fill:#55606d}.tag{fill:#16202b;font-weight:600}\
                     .axis{stroke:#d8d4c8}.bar-line{stroke:#a84c18;stroke-dasharray:5 4}.bar-name{fill:#a84c18}\
                     .line{fill:none;stroke:#0a5a8a;stroke-width:2}.grey{fill:none;stroke:#55606d}\
                     .band{fill:#0a5a8a;opacity:.2}.dot{fill:#0a5a8a}</style>";

/// The file.
pub fn standalone(drawing: &Markup) -> String {
    let drawing = &drawing.0;
    match drawing.find('>') {
        Some(end) => {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}{STYLE}{}\n",
                &drawing[..=end],
                &drawing[end + 1..]
            )
        }
        None => drawing.clone(),
    }
}
