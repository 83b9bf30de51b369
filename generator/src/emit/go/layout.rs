//! Layout as gofmt has it, where that depends on more than one line.

use super::literal;
use crate::emit::sink::{code, Code};

/// Keys above this size are aligned only with keys of a like size (go/printer, `exprList`).
const SMALL: usize = 40;

/// `head{` the pairs, each on a line of its own, `}`; the values of neighbours stand below one another.
pub fn literal_of(head: &Code, pairs: &[(Code, Code)]) -> Code {
    if pairs.is_empty() {
        return code!("{}{{}}", head);
    }
    let widths: Vec<Option<usize>> = pairs
        .iter()
        .map(|(key, value)| literal::width(value).and_then(|_| literal::width(key)))
        .collect();
    let mut lines = Vec::new();
    for (start, end) in sections(pairs, &widths) {
        let widest = widths[start..end]
            .iter()
            .flatten()
            .max()
            .copied()
            .unwrap_or(0);
        for (key, value) in &pairs[start..end] {
            let padding = match literal::width(value) {
                Some(_) => widest - literal::width(key).unwrap_or(widest),
                None => 0,
            };
            lines.push(code!("{}:{} {},", key, literal::spaces(padding), value));
        }
    }
    let body = Code::join(&lines, "\n");
    code!("{}{{\n{}\n}}", head, literal::indented(&body))
}

/// Where the columns begin anew: at values of several lines, and where the sizes of keys differ too much.
fn sections(pairs: &[(Code, Code)], widths: &[Option<usize>]) -> Vec<(usize, usize)> {
    let mut sections = Vec::new();
    let mut start = 0;
    let (mut count, mut sum) = (0_f64, 0_f64);
    let mut previous = None;
    for (index, width) in widths.iter().enumerate() {
        // Sizes are of bytes, widths of characters.
        let size = width.map(|_| pairs[index].0.as_str().len());
        let aligned = match (previous, size) {
            (Some(previous), Some(size))
                if count == 0.0 || (previous <= SMALL && size <= SMALL) =>
            {
                true
            }
            (Some(_), Some(size)) => {
                let ratio = size as f64 / (sum / count).exp();
                2.5 * ratio > 1.0 && ratio < 2.5
            }
            _ => false,
        };
        if index > 0 && !aligned {
            sections.push((start, index));
            start = index;
            count = 0.0;
            sum = 0.0;
        }
        if let Some(size) = size.filter(|size| *size > 0) {
            count += 1.0;
            sum += (size as f64).ln();
        }
        previous = size;
    }
    sections.push((start, pairs.len()));
    sections
}

/// `head{` the items `}`: on one line if they are short, else each on a line of its own.
pub fn list_of(head: &Code, items: &[Code]) -> Code {
    let widths: Option<Vec<usize>> = items.iter().map(literal::width).collect();
    let width: Option<usize> = widths.map(|widths| widths.iter().sum());
    if width.is_some_and(|width| width <= 80) {
        return code!("{}{{{}}}", head, Code::join(items, ", "));
    }
    let body = Code::join(items, ",\n");
    code!("{}{{\n{},\n}}", head, literal::indented(&body))
}
