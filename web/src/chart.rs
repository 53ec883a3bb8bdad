//! Charts as SVG that a page or a file may hold, each with a title, a description and a table that says the same.
//!
//! Knows nothing of states or charters. A chart is a small data type and a pure function that draws it; colours are
//! classes of the style sheet, so that one drawing serves light, dark and paper.

mod axis;
mod bars;
mod dots;
mod frame;
mod hemicycle;
mod line;
mod measures;
mod spark;
mod standalone;

pub use axis::{Scale, ticks};
pub use bars::{Bar, Bars, bars};
pub use dots::{Dot, Dots, dots};
pub use frame::{Figure, figure};
pub use hemicycle::{Hemicycle, Party, hemicycle};
pub use line::{Line, LineChart, Point, Threshold, line_chart};
pub use measures::{Measure, measures};
pub use spark::sparkline;
pub use standalone::standalone;
