//! Prose that another keyword adds to a description.

use openapiv3::ExternalDocumentation;

/// The texts as paragraphs of one.
pub(super) fn paragraphs(texts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let texts: Vec<String> = texts.into_iter().flatten().collect();
    Some(texts.join("\n\n")).filter(|text| !text.is_empty())
}

/// A description with where to read on.
pub(super) fn with_link(
    description: Option<&String>,
    external: Option<&ExternalDocumentation>,
) -> Option<String> {
    let external = external.filter(|external| !external.url.is_empty());
    let link = external.map(|external| match &external.description {
        None => format!("See also: {}", external.url),
        Some(what) => {
            let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
            let what = what.trim_end_matches(['.', ':']);
            format!("{what}: {}", external.url)
        }
    });
    match link {
        Some(link) => paragraphs([description.cloned(), Some(link)]),
        None => description.cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_the_last_paragraph() {
        let link = |description: Option<&str>| ExternalDocumentation {
            description: description.map(str::to_owned),
            url: "https://a.example".to_owned(),
            ..ExternalDocumentation::default()
        };
        let own = "Own words.".to_owned();
        let with = with_link(Some(&own), Some(&link(Some("The\nmanual."))));
        let expected = "Own words.\n\nThe manual: https://a.example";
        assert_eq!(with.as_deref(), Some(expected));
        let alone = with_link(None, Some(&link(None)));
        assert_eq!(alone.as_deref(), Some("See also: https://a.example"));
        assert_eq!(with_link(None, None), None);
    }
}
