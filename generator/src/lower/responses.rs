//! Responses: which of them mean success, and what each content type brings.
//!
//! Success is 2xx; where there is none, `default` is the success, and where there is neither, any response is one and its body
//! is not read. All others are errors.
//!
//! Some answers end after their headers whatever a description says (RFC 9112, 6.3): those to `HEAD`, and those of the statuses
//! 1xx, 204 and 304; one of 205 has no content either (RFC 9110, 15.3.6). A body that is described there is left out.

use super::body::{json_first, name_content};
use super::media_type::{self, MediaKind};
use super::plan::PlannedOperation;
use super::Lowering;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::ir::{Docs, Name, Response, ResponseContent, ResponseKind, StatusPattern};
use crate::spec::{self, MediaType};

impl Lowering<'_> {
    /// Success responses and errors, each in order of status: exact ones, then ranges, then `default`.
    pub(super) fn lower_responses(
        &mut self,
        planned: &PlannedOperation<'_>,
    ) -> (Vec<Response>, Vec<Response>) {
        let operation = planned.operation;
        let mut all = Vec::with_capacity(operation.responses.len());
        for (key, response) in &operation.responses {
            // `load` has reported keys that are no status.
            let Some(status) = status(key) else {
                continue;
            };
            let which = no_content(&operation.method, status);
            if let Some(which) = which.filter(|_| !response.content.is_empty()) {
                self.say_no_content(operation, key, which);
            }
            let lowered = self.lower_response(status, response, which.is_none());
            all.push((lowered, key, response));
        }
        all.sort_by_key(|(response, ..)| response.status);
        let is_success = |(response, ..): &(Response, _, _)| match response.status {
            StatusPattern::Exact(status) => (200..300).contains(&status),
            StatusPattern::Range(hundred) => hundred == 2,
            StatusPattern::Default => false,
        };
        let (mut success, mut errors): (Vec<_>, Vec<_>) = all.into_iter().partition(is_success);
        if success.is_empty() {
            let default = errors
                .iter()
                .position(|(response, ..)| response.status == StatusPattern::Default);
            success.extend(default.map(|index| errors.remove(index)));
        }
        let described: Vec<_> = success.iter().map(|(_, _, described)| *described).collect();
        let headers = self.success_headers(planned, &described);
        let mut success: Vec<_> = success.into_iter().map(|(response, ..)| response).collect();
        success
            .iter_mut()
            .for_each(|response| response.headers = headers);
        if success.is_empty() {
            success.push(empty_response());
        }
        let errors = errors.into_iter().map(|(mut response, key, described)| {
            response.headers = self.error_headers(planned, key, described);
            response
        });
        (success, errors.collect())
    }

    fn lower_response(
        &mut self,
        status: StatusPattern,
        response: &spec::Response,
        has_content: bool,
    ) -> Response {
        let mut content: Vec<ResponseContent> = Vec::new();
        for media_type in json_first(&response.content).filter(|_| has_content) {
            let kind = self.lower_response_kind(media_type);
            let form = is_xml_value(&media_type.name, &kind);
            let known = content.iter().any(|other| {
                same_kind(&other.kind, &kind)
                    && is_xml_value(&other.media_type, &other.kind) == form
            });
            if !known {
                content.push(ResponseContent {
                    name: Name {
                        wire: media_type.name.clone(),
                        words: Vec::new(),
                    },
                    media_type: media_type.name.clone(),
                    kind,
                    xml: None,
                    examples: Vec::new(),
                });
            }
        }
        name_content(content.iter_mut().map(|content| &mut content.name));
        Response {
            status,
            docs: Docs {
                summary: None,
                description: Some(response.description.clone()).filter(|text| !text.is_empty()),
            },
            headers: None,
            content,
        }
    }

    /// What is described once for several answers is right for others: the place is that of this answer. One to `HEAD` says what
    /// one to `GET` would have, so that nothing is wrong with it.
    fn say_no_content(&mut self, operation: &spec::Operation, key: &str, which: &str) {
        let message = format!("{which} has no content: the body that is described is left out");
        let place = operation.pointer.keys(&["responses", key]);
        let diagnostic = match operation.method == "HEAD" {
            true => Diagnostic::note(codes::NOT_GENERATED, &place, message),
            false => Diagnostic::warning(codes::NOT_GENERATED, &place, message)
                .help("take the body away, or give the answer another status"),
        };
        self.problems.push(diagnostic.at_key());
    }

    fn lower_response_kind(&mut self, media_type: &MediaType) -> ResponseKind {
        match self.media_kind(media_type) {
            MediaKind::Json => ResponseKind::Json(self.lower_media(media_type)),
            MediaKind::Xml if self.has_xml_structure(media_type) => {
                ResponseKind::Json(self.lower_media(media_type))
            }
            MediaKind::JsonLines => ResponseKind::JsonLines(self.lower_media(media_type)),
            MediaKind::EventStream => ResponseKind::EventStream(self.lower_media(media_type)),
            MediaKind::Text | MediaKind::Xml | MediaKind::Form => {
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

/// Why an answer can have no content, as the subject of a sentence.
fn no_content(method: &str, status: StatusPattern) -> Option<&'static str> {
    match status {
        _ if method == "HEAD" => Some("an answer to `HEAD`"),
        StatusPattern::Range(1) | StatusPattern::Exact(100..=199) => {
            Some("an answer of a status 1xx")
        }
        StatusPattern::Exact(204) => Some("an answer of status 204"),
        StatusPattern::Exact(205) => Some("an answer of status 205"),
        StatusPattern::Exact(304) => Some("an answer of status 304"),
        StatusPattern::Exact(_) | StatusPattern::Range(_) | StatusPattern::Default => None,
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
        headers: None,
        content: Vec::new(),
    }
}

/// Whether a value is written as XML.
fn is_xml_value(media_type: &str, kind: &ResponseKind) -> bool {
    matches!(kind, ResponseKind::Json(_)) && media_type::is_xml(media_type)
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
