//! Origins: where credentials may go.

use reqwest::Url;

use super::error::{Error, LocalErrorKind};

/// A base URL, without a slash at its end.
pub(super) fn base(text: &str) -> Result<Url, Error> {
    let refuse =
        |why: &str| Error::local(LocalErrorKind::Configuration, format!("the base URL {why}"));
    let url = Url::parse(text).map_err(|error| refuse(&format!("is not a URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(refuse("must begin with https:// or http://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse(
            "must not hold credentials: give them to the client builder",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refuse("must not have a query or a fragment"));
    }
    Ok(url)
}

/// Whether two URLs have the same origin (RFC 6454, section 5).
pub(super) fn same(left: &Url, right: &Url) -> bool {
    left.origin() == right.origin()
}

/// Whether a redirect or a link may be followed: within the origin, and without credentials of somebody else's choice.
pub(super) fn may_follow(from: &Url, to: &Url) -> bool {
    same(from, to) && to.username().is_empty() && to.password().is_none()
}

/// The origin as text; it holds no secrets.
pub(super) fn text(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Whether the host is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

/// A place that an answer names, without its fragment, which is not sent.
pub(super) fn join(current: &Url, place: &str) -> Option<Url> {
    let mut url = current.join(place).ok()?;
    url.set_fragment(None);
    Some(url)
}

/// A link from an answer, relative or absolute, if it is on the configured origin.
pub(super) fn link(base: &Url, current: &Url, link: &str) -> Result<Url, Error> {
    let url = join(current, link).ok_or_else(|| {
        Error::local(
            LocalErrorKind::Origin,
            "the answer's link to the next page is not a URL",
        )
    })?;
    match may_follow(base, &url) {
        true => Ok(url),
        false => Err(Error::local(
            LocalErrorKind::Origin,
            format!(
                "the answer links to another origin than {}: {}",
                text(base),
                text(&url)
            ),
        )),
    }
}
