//! Responses: which of them mean success, and what each content type brings.
//!
//! Success is 2xx; where there is none, `default` is the success, and where there is neither, any response is one and its body
//! is not read. All others are errors.

use indexmap::IndexMap;

use super::body::{json_first, name_content};
use super::media_type::MediaKind;
use super::{extension, Lowering};
use crate::ir::{
    Docs, Name, Response, ResponseContent, ResponseHeader, ResponseKind, StatusPattern,
};
use crate::spec::{self, MediaType};

impl Lowering<'_> {
    /// Success responses and errors, each in order of status: exact ones, then ranges, then `default`.
    pub(super) fn lower_responses(
        &mut self,
        described: &IndexMap<String, spec::Response>,
    ) -> (Vec<Response>, Vec<Response>) {
        let mut all: Vec<Response> = Vec::with_capacity(described.len());
        for (key, response) in described {
            // `load` has reported keys that are no status.
            all.extend(status(key).map(|status| self.lower_response(status, response)));
        }
        all.sort_by_key(|response| response.status);
        let is_success = |response: &Response| match response.status {
            StatusPattern::Exact(status) => (200..300).contains(&status),
            StatusPattern::Range(hundred) => hundred == 2,
            StatusPattern::Default => false,
        };
        let (mut success, mut errors): (Vec<_>, Vec<_>) = all.into_iter().partition(is_success);
        if success.is_empty() {
            let default = errors
                .iter()
                .position(|response| response.status == StatusPattern::Default);
            success.push(match default {
                Some(index) => errors.remove(index),
                None => empty_response(),
            });
        }
        (success, errors)
    }

    fn lower_response(&mut self, status: StatusPattern, response: &spec::Response) -> Response {
        let mut content: Vec<ResponseContent> = Vec::new();
        for media_type in json_first(&response.content) {
            let kind = self.lower_response_kind(media_type);
            if !content.iter().any(|other| same_kind(&other.kind, &kind)) {
                content.push(ResponseContent {
                    name: Name {
                        wire: media_type.name.clone(),
                        words: Vec::new(),
                    },
                    media_type: media_type.name.clone(),
                    kind,
                    examples: Vec::new(),
                });
            }
        }
        name_content(content.iter_mut().map(|content| &mut content.name));
        let headers = (response.headers.iter())
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
            .map(|(name, header)| ResponseHeader {
                name: extension::name(name, &header.extensions),
                docs: Docs {
                    summary: None,
                    description: header.description.clone(),
                },
                ty: self.lower_header(header),
            })
            .collect();
        Response {
            status,
            docs: Docs {
                summary: None,
                description: Some(response.description.clone()).filter(|text| !text.is_empty()),
            },
            headers,
            content,
        }
    }

    fn lower_response_kind(&mut self, media_type: &MediaType) -> ResponseKind {
        match self.media_kind(media_type) {
            MediaKind::Json => ResponseKind::Json(self.lower_media(media_type)),
            MediaKind::JsonLines => ResponseKind::JsonLines(self.lower_media(media_type)),
            MediaKind::EventStream => ResponseKind::EventStream(self.lower_media(media_type)),
            MediaKind::Text | MediaKind::Form => {
                self.note_raw(media_type, "text");
                ResponseKind::Text
            }
            MediaKind::Multipart | MediaKind::Binary | MediaKind::Anything => {
                self.note_raw(media_type, "bytes");
                ResponseKind::Binary
            }
        }
    }
}

fn status(key: &str) -> Option<StatusPattern> {
    if key == "default" {
        return Some(StatusPattern::Default);
    }
    let bytes: [u8; 3] = key.as_bytes().try_into().ok()?;
    match bytes {
        [hundred @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
            Some(StatusPattern::Range(hundred - b'0'))
        }
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(StatusPattern::Exact),
        _ => None,
    }
}

fn empty_response() -> Response {
    Response {
        status: StatusPattern::Default,
        docs: Docs::default(),
        headers: Vec::new(),
        content: Vec::new(),
    }
}

fn same_kind(ours: &ResponseKind, theirs: &ResponseKind) -> bool {
    match (ours, theirs) {
        (ResponseKind::Json(ours), ResponseKind::Json(theirs))
        | (ResponseKind::EventStream(ours), ResponseKind::EventStream(theirs))
        | (ResponseKind::JsonLines(ours), ResponseKind::JsonLines(theirs)) => ours == theirs,
        (ResponseKind::Text, ResponseKind::Text) | (ResponseKind::Binary, ResponseKind::Binary) => {
            true
        }
        _ => false,
    }
}
