//! Files that no Markdown can hold: too large, too deep, not text.

use std::{fs, path::Path};

/// Writes what the session of this name asks for.
pub fn write(session: &str, folder: &Path) {
    match session {
        "hostile-tables" => tables(folder),
        "hostile-charters" => charters(folder),
        _ => {}
    }
}

fn tables(folder: &Path) {
    let put = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    put("empty.csv", b"");
    put("blank.csv", b"\n \r\n\n");
    put("mixed-line-ends.csv", b"state,year,value\r\nNOR,2019,1\rNOR,2020,2\nNOR,2021,3\r\nNOR,2022,x");
    put("latin-1.csv", b"state,year,value\nNorway,2020,1\nC\xf4te d'Ivoire,2020,2\n");
    put("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xd8");
    put("zeros.csv", &[0; 4096]);
    put("book.xlsx", b"PK\x03\x04\x14\x00\x06\x00");
    put("packed.csv.gz", b"\x1f\x8b\x08\x00");
    put("utf-16.csv", b"\xff\xfes\x00t\x00a\x00t\x00e\x00");
    put("with-mark.csv", b"\xef\xbb\xbfstate,year,value\nNOR,2020,1\n");
    put("open-quote.csv", b"state,year,value\n\"NOR,2020,1\nSWE,2020,2\n");
    let row = "Atlantis,2020,1,\"a remark,\nover two lines\"\n";
    let mut large = "state,year,value,remark\nNOR,2020,0.5,\n".to_owned();
    large.push_str(&row.repeat((10 << 20) / row.len()));
    put("ten-megabytes.csv", large.as_bytes());
    let line = format!("state,year,value\nNOR,2020,{}\n", "9".repeat(10 << 20));
    put("one-long-line.csv", line.as_bytes());
}

/// A charter with one criterion.
fn charter(holds: &str) -> String {
    format!(
        "[community]\nname = \"H\"\n\n[membership]\n\n[[membership.criterion]]\nid = \"h\"\nsays = \"h\"\nholds = \"{holds}\"\n"
    )
}

fn charters(folder: &Path) {
    let put = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    put("empty.toml", b"");
    put("latin-1.toml", b"[community]\nname = \"C\xf4te\"\n");
    put("picture.toml", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR");
    put("zeros.toml", &[0; 4096]);
    let many = format!("state.polyarchy >= 0.5{}", " && state.polyarchy >= 0.5".repeat(100_000));
    put("hundred-thousand-terms.toml", charter(&many).as_bytes());
    let sum = format!("1{} > 0", " + 1".repeat(100_000));
    put("hundred-thousand-summands.toml", charter(&sum).as_bytes());
    let deep = format!("{}state.polyarchy >= 0.5{}", "(".repeat(10_000), ")".repeat(10_000));
    put("ten-thousand-deep.toml", charter(&deep).as_bytes());
    put("ten-thousand-nots.toml", charter(&format!("{}true", "!".repeat(10_000))).as_bytes());
    let choices = format!("{}true", "true ? true : ".repeat(10_000));
    put("ten-thousand-choices.toml", charter(&choices).as_bytes());
    let arrays = format!("{}x = {}1{}\n", charter("true"), "[".repeat(10_000), "]".repeat(10_000));
    put("ten-thousand-arrays.toml", arrays.as_bytes());
    let tables = format!("[{}a]\n", "a.".repeat(10_000));
    put("ten-thousand-tables.toml", tables.as_bytes());
    let says =
        format!("[community]\nname = \"H\"\nsays = \"{}\"\n[membership]\n", "words ".repeat((10 << 20) / 6));
    put("ten-megabytes-of-words.toml", says.as_bytes());
    let mut keys = charter("true");
    for key in 0.. {
        keys.push_str(&format!("unknown-key-{key} = {key}\n"));
        if keys.len() > 10 << 20 {
            break;
        }
    }
    put("ten-megabytes-of-keys.toml", keys.as_bytes());
    let rule = format!(
        "\n[rules]\nlong = \"a majority of states{}\"\n",
        " and a majority of states".repeat(100_000)
    );
    put("long-rule.toml", (charter("true") + &rule).as_bytes());
    let rule =
        format!("\n[rules]\ndeep = \"{}a majority of states{}\"\n", "(".repeat(10_000), ")".repeat(10_000));
    put("deep-rule.toml", (charter("true") + &rule).as_bytes());
    let stages: String = (0..2_000)
        .map(|at| format!("[[stage]]\nid = \"s{at}\"\nafter = \"s{}\"\n", (at + 1) % 2_000))
        .collect();
    put("long-cycle.toml", (charter("true") + &stages).as_bytes());
}
