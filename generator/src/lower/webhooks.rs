//! Webhooks and callbacks: calls that the server makes. Each has a body whose type is named, so that a user can read it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::body::json_first;
use super::fits::Direction;
use super::media_type::MediaKind;
use super::naming::Numbers;
use super::null::without_null;
use super::places::Role;
use super::plan::Plan;
use super::{extension, signature, words, Lowering};
use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Docs, Name, Signature, Type, TypeDef, TypeId, Verification, Webhook};
use crate::pointer::{FileId, Pointer};
use crate::spec::{self, MediaType, Spec};

/// A call that the server makes, with its name.
pub(super) struct PlannedWebhook<'a> {
    pub operation: &'a spec::Operation,
    pub name: Name,
    /// The id of the operation whose callback it is.
    callback_of: Option<String>,
    /// The words of the operation whose callback it is, and its own.
    words: Vec<String>,
    /// The words that name its payload.
    pub payload: Vec<String>,
}

/// All webhooks, and the callbacks of all operations, with their names.
pub(super) fn plan<'a>(spec: &'a Spec, plan: &Plan<'a>) -> Vec<PlannedWebhook<'a>> {
    let mut planned: Vec<_> = named(&spec.webhooks)
        .map(|(operation, name)| PlannedWebhook {
            payload: payload(&name.words),
            words: name.words.clone(),
            operation,
            name,
            callback_of: None,
        })
        .collect();
    for owner in plan.operations() {
        planned.extend(named(&owner.operation.callbacks).map(|(operation, name)| {
            // What several operations share is named for itself.
            let is_shared = operation.pointer.path().starts_with("/components/");
            let owner_words = Some(owner.full_name.words.as_slice()).filter(|_| !is_shared);
            let words = [owner_words.unwrap_or_default(), &name.words].concat();
            PlannedWebhook {
                payload: payload(&words),
                words,
                operation,
                name,
                callback_of: Some(owner.full_name.wire.clone()),
            }
        }));
    }
    planned
}

/// The calls of one scope; where several have one name, their methods are words of it.
fn named(webhooks: &[spec::Webhook]) -> impl Iterator<Item = (&spec::Operation, Name)> {
    let mut methods: HashMap<&str, HashSet<&str>> = HashMap::new();
    for webhook in webhooks {
        let of_name = methods.entry(&webhook.name).or_default();
        of_name.insert(&webhook.operation.method);
    }
    webhooks.iter().map(move |webhook| {
        let operation = &webhook.operation;
        let mut name = extension::name(&webhook.name, &operation.extensions);
        if methods
            .get(webhook.name.as_str())
            .is_some_and(|all| all.len() > 1)
        {
            name.words.extend(words::words(&operation.method));
        }
        (operation, name)
    })
}

fn payload(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if words.last().map(String::as_str) != Some("payload") {
        words.push("payload".to_owned());
    }
    words
}

impl Lowering<'_> {
    /// All calls that the server makes.
    pub(super) fn lower_webhooks(&mut self, planned: &[PlannedWebhook<'_>]) -> Vec<Webhook> {
        let root = Pointer::root(FileId::default());
        let shared = signature::lower(&self.spec.extensions, &root, &mut self.problems);
        if shared.is_some() && planned.is_empty() {
            self.note_no_verification(&root.key(signature::KEY), "there are no webhooks");
        }
        let mut names = VerificationNames::default();
        planned
            .iter()
            .map(|planned| self.lower_webhook(planned, shared.as_ref(), &mut names))
            .collect()
    }

    fn lower_webhook<'p>(
        &mut self,
        planned: &'p PlannedWebhook<'_>,
        shared: Option<&Signature>,
        names: &mut VerificationNames<'p>,
    ) -> Webhook {
        let operation = planned.operation;
        let json = self.payload_of(operation);
        let all = operation.request_body.iter().flat_map(|body| &body.content);
        let others = all.filter(|one| json.is_none_or(|json| json.name != one.name));
        others.for_each(|media_type| self.note_no_payload(media_type));
        let signature = self.signature_of(operation, shared, json.is_some());
        let verification = signature.map(|signature| Verification {
            words: names.words(planned, &mut self.problems),
            signature,
        });
        Webhook {
            name: planned.name.clone(),
            callback_of: planned.callback_of.clone(),
            pointer: operation.pointer.clone(),
            method: operation.method.clone(),
            docs: Docs {
                summary: operation.summary.clone(),
                description: operation.description.clone(),
            },
            deprecated: operation.deprecated,
            payload: json.map(|media_type| self.lower_payload(media_type, planned)),
            examples: Vec::new(),
            verification,
        }
    }

    /// The signature of the body that is read: its own, else that of all.
    fn signature_of(
        &mut self,
        operation: &spec::Operation,
        shared: Option<&Signature>,
        has_payload: bool,
    ) -> Option<Signature> {
        let is_own = operation.extensions.contains_key(signature::KEY);
        let own = signature::lower(
            &operation.extensions,
            &operation.pointer,
            &mut self.problems,
        );
        let signature = if is_own { own } else { shared.cloned() }?;
        if !has_payload {
            let place = match is_own {
                true => operation.pointer.key(signature::KEY),
                false => operation.pointer.clone(),
            };
            self.note_no_verification(&place, "there is no body in JSON");
            return None;
        }
        Some(signature)
    }

    /// Adds the examples of all payloads, for which unions must be decided.
    pub(super) fn add_webhook_examples(
        &mut self,
        webhooks: &mut [Webhook],
        planned: &[PlannedWebhook<'_>],
    ) {
        for (webhook, planned) in webhooks.iter_mut().zip(planned) {
            if let Some(media_type) = self.payload_of(planned.operation) {
                webhook.examples = self.fitting(media_type, Direction::Received);
            }
        }
    }

    /// The body that is read: the first that is JSON.
    fn payload_of<'o>(&mut self, operation: &'o spec::Operation) -> Option<&'o MediaType> {
        let content = &operation.request_body.as_ref()?.content;
        json_first(content).find(|media_type| self.media_kind(media_type) == MediaKind::Json)
    }

    /// The named type of a payload: its own, else an alias.
    fn lower_payload(&mut self, media_type: &MediaType, planned: &PlannedWebhook<'_>) -> TypeId {
        let ty = without_null(self.lower_media(media_type));
        if let Type::Named(id) = ty {
            return id;
        }
        let known = media_type
            .schema
            .and_then(|id| self.payloads.get(id).copied());
        if let Some(known) = known {
            // A body that several callbacks share.
            return known;
        }
        let place = match media_type.schema {
            Some(schema) => self.place_of(schema),
            None => {
                let role = Role::Words(planned.payload.clone(), "body");
                self.places.add(None, role)
            }
        };
        let alias = self.declare_alias(place, media_type, ty);
        if let Some(schema) = media_type.schema {
            self.payloads.insert(schema, alias);
        }
        alias
    }

    fn note_no_verification(&mut self, place: &Pointer, reason: &str) {
        let message = format!("the signature is not verified: {reason}");
        let note = Diagnostic::note(codes::NOT_GENERATED, place, message);
        self.problems.push(note.at_key());
    }

    fn note_no_payload(&mut self, media_type: &MediaType) {
        let message = format!(
            "there is no type for the body of a webhook as `{}`",
            media_type.name
        );
        let note = Diagnostic::note(codes::NOT_GENERATED, &media_type.pointer, message);
        self.problems.push(note.at_key());
    }
}

/// The names of what verifies payloads.
#[derive(Default)]
struct VerificationNames<'p> {
    taken: HashMap<String, &'p Pointer>,
    named: HashMap<&'p Pointer, Vec<String>>,
    numbers: Numbers,
}

impl<'p> VerificationNames<'p> {
    /// The words of a webhook, with a number where another has them. A callback that several operations share has one name.
    fn words(
        &mut self,
        planned: &'p PlannedWebhook<'_>,
        problems: &mut Diagnostics,
    ) -> Vec<String> {
        let place = &planned.operation.pointer;
        if let Some(known) = self.named.get(place) {
            return known.clone();
        }
        let mut name = planned.words.join(" ");
        if let Some(other) = self.taken.get(&name) {
            let free = self
                .numbers
                .numbered(&name, |name| self.taken.contains_key(name));
            let message = format!("the name \"{name}\" of this webhook is taken: it is \"{free}\"");
            problems.push(
                Diagnostic::warning(codes::NAME_COLLISION, place, message)
                    .related(other, "taken by this one")
                    .help("give one of the two another name by `x-sdk-name`"),
            );
            name = free;
        }
        let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        self.taken.insert(name, place);
        self.named.insert(place, words.clone());
        words
    }
}

/// Says of each payload which calls send it.
pub(super) fn document(types: &mut [TypeDef], webhooks: &[Webhook]) {
    let mut senders: BTreeMap<TypeId, Vec<(String, &Docs)>> = BTreeMap::new();
    for webhook in webhooks {
        let Some(payload) = webhook.payload else {
            continue;
        };
        let name = span(&webhook.name.wire);
        let sender = match &webhook.callback_of {
            None => format!("the webhook {name}"),
            Some(operation) => format!("the callback {name} of {}", span(operation)),
        };
        let senders = senders.entry(payload).or_default();
        if senders.iter().all(|(other, _)| *other != sender) {
            senders.push((sender, &webhook.docs));
        }
    }
    for (TypeId(id), senders) in senders {
        let sentence = format!("The payload of {}.", listed(&senders));
        let own = &mut types[id as usize].docs;
        let mut texts = vec![own.description.take(), Some(sentence)];
        if let [(_, only)] = senders[..] {
            texts.extend([only.summary.clone(), only.description.clone()]);
        }
        let texts: Vec<String> = texts.into_iter().flatten().collect();
        own.description = Some(texts.join("\n\n"));
    }
}

/// A code span of CommonMark.
pub(super) fn span(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// How many calls a type names that many send.
const MAX_LISTED: usize = 10;

fn listed(senders: &[(String, &Docs)]) -> String {
    let (shown, rest) = senders.split_at(senders.len().min(MAX_LISTED));
    let shown: Vec<&str> = shown.iter().map(|(name, _)| name.as_str()).collect();
    match rest.len() {
        0 => shown.join(", "),
        count => format!("{} and {count} more", shown.join(", ")),
    }
}
