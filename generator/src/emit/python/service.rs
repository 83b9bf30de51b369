//! Files of `services/`: the classes whose methods are the operations, blocking and asynchronous.

use askama::Template;

use super::answers::{result, Mode};
use super::layout::{pad, Doc};
use super::models::imports;
use super::names;
use super::package::{OperationNames, Package, ServiceNames};
use super::uses::Uses;
use super::xml;
use super::{docs, literal, operation, types};
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{
    BodyKind, Operation, Parameter, ParameterLocation, Presence, RequestBody, Service,
};

#[derive(Template)]
#[template(path = "python/services/service.py.jinja")]
struct ServiceTemplate {
    title: Code,
    imports: Code,
    constants: Vec<Code>,
    name: Code,
    docs: Code,
    methods: Vec<Code>,
    async_methods: Vec<Code>,
}

/// A file.
pub fn file(
    package: &Package<'_>,
    service: &Service,
    decided: &ServiceNames,
) -> Result<Code, askama::Error> {
    let mut uses = Uses::default();
    uses.note(&code!("rt.Operation"));
    let constants: Vec<String> = decided
        .operations
        .iter()
        .map(|names| names.constant.clone())
        .collect();
    let mut rows = Vec::new();
    let (mut methods, mut async_methods) = (Vec::new(), Vec::new());
    for (operation, names) in service.operations.iter().zip(&decided.operations) {
        let paging = scope::fresh(&format!("{}_PAGES", names.constant), &constants);
        let made = Made {
            package,
            operation,
            names,
            paging: names::ident(&paging),
            result: result(package, operation, Mode::Blocking),
        };
        rows.extend(made.constants(&mut uses));
        methods.push(made.method(Mode::Blocking, &mut uses));
        async_methods.push(made.method(Mode::Async, &mut uses));
    }
    let prose = docs::prose(
        &service.docs,
        &format!("Operations on {}.", service.name.words.join(" ")),
    );
    Code::render(&ServiceTemplate {
        title: literal::docstring(&literal::title(&prose), &[], 0),
        imports: imports(&uses),
        constants: rows,
        name: names::ident(&decided.name),
        docs: literal::docstring(&prose, &[], 4),
        methods,
        async_methods,
    })
}

/// An operation on its way to methods.
struct Made<'p> {
    package: &'p Package<'p>,
    operation: &'p Operation,
    names: &'p OperationNames,
    paging: Code,
    result: Code,
}

impl Made<'_> {
    fn constants(&self, uses: &mut Uses) -> Vec<Code> {
        let head = code!(
            "{}: rt.Operation[{}] = ",
            operation::constant(self.names),
            self.result
        );
        uses.note(&head);
        if xml::is_used(self.operation) {
            uses.note(&code!("xml_forms.FORMS"));
        }
        let mut rows = vec![assigned(
            &head,
            &operation::operation(self.package, self.operation),
        )];
        if let Some(pagination) = &self.operation.pagination {
            let item = types::in_service(self.package, &pagination.item);
            let head = code!("{}: rt.Paging[{}, {}] = ", self.paging, self.result, item);
            uses.note(&head);
            let value = operation::paging(self.package, self.operation, pagination);
            rows.push(assigned(&head, &value));
        }
        rows
    }

    fn method(&self, mode: Mode, uses: &mut Uses) -> Code {
        let arguments = self.arguments();
        let returned = self.returned(mode);
        for argument in &arguments {
            uses.note(argument);
        }
        uses.note(&returned);
        let coroutine = if mode == Mode::Async && self.operation.pagination.is_none() {
            "async "
        } else {
            ""
        };
        let head = code!("{}def {}", coroutine, names::ident(&self.names.method));
        let behind = code!(" -> {}:", returned);
        let signature = Doc::call(head, arguments.into_iter().map(Doc::Text).collect());
        code!(
            "    {}{}\n{}\n{}",
            signature.print(4, 0, width(&behind)),
            behind,
            self.docs(),
            self.statement(mode, uses)
        )
    }

    /// `self`, the path, and everything else by keyword, what must be given first.
    fn arguments(&self) -> Vec<Code> {
        let pairs: Vec<_> = self
            .operation
            .parameters
            .iter()
            .zip(&self.names.parameters)
            .collect();
        let in_path = |parameter: &Parameter| parameter.location == ParameterLocation::Path;
        let argument = |(parameter, name): &(&Parameter, &String)| {
            let annotation = types::argument(self.package, &parameter.ty);
            let name = names::ident(name);
            if parameter.presence == Presence::Required {
                code!("{}: {}", name, annotation)
            } else if self.package.is_nullable(&parameter.ty) {
                let unset = if annotation.as_str() == "t.Any" {
                    ""
                } else {
                    " | rt.Unset"
                };
                code!("{}: {}{} = rt.UNSET", name, annotation, unset)
            } else {
                code!("{}: {} = None", name, types::or_none(&annotation))
            }
        };
        let mut arguments = vec![code!("self")];
        arguments.extend(
            pairs
                .iter()
                .filter(|(parameter, _)| in_path(parameter))
                .map(argument),
        );
        arguments.push(code!("*"));
        let required = |parameter: &Parameter| parameter.presence == Presence::Required;
        let others = || pairs.iter().filter(|(parameter, _)| !in_path(parameter));
        let body = self.operation.body.as_ref();
        let body_arguments = |wanted: bool| {
            body.filter(|body| body.required == wanted)
                .map(|body| self.body_arguments(body))
                .unwrap_or_default()
        };
        arguments.extend(
            body_arguments(true)
                .into_iter()
                .filter(|argument| !argument.as_str().contains(" = ")),
        );
        arguments.extend(
            others()
                .filter(|(parameter, _)| required(parameter))
                .map(argument),
        );
        arguments.extend(
            body_arguments(true)
                .into_iter()
                .filter(|argument| argument.as_str().contains(" = ")),
        );
        arguments.extend(body_arguments(false));
        arguments.extend(
            others()
                .filter(|(parameter, _)| !required(parameter))
                .map(argument),
        );
        arguments.push(code!("options: rt.RequestOptions | None = None"));
        arguments
    }

    /// The body, and its content type where there is a choice.
    fn body_arguments(&self, body: &RequestBody) -> Vec<Code> {
        let mut members: Vec<Code> = Vec::new();
        for (index, content) in body.content.iter().enumerate() {
            let member = match &content.kind {
                BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
                    types::in_service(self.package, ty)
                }
                BodyKind::Multipart(_) => {
                    code!("models.{}", names::ident(&self.names.forms[&index].0))
                }
                BodyKind::Binary => code!("rt.BinaryBody"),
                BodyKind::Text => code!("str"),
            };
            if !members.contains(&member) {
                members.push(member);
            }
        }
        let annotation = Code::join(&members, " | ");
        let mut arguments = vec![match (body.required, is_nullable(self.package, body)) {
            (true, _) => code!("body: {}", annotation),
            (false, false) => code!("body: {} = None", types::or_none(&annotation)),
            (false, true) if annotation.as_str() == "t.Any" => {
                code!("body: {} = rt.UNSET", annotation)
            }
            (false, true) => code!("body: {} | rt.Unset = rt.UNSET", annotation),
        }];
        let range = body
            .content
            .iter()
            .any(|content| content.media_type.contains('*'));
        if range && body.content.len() == 1 && body.required {
            arguments.push(code!("content_type: str"));
        } else if range {
            arguments.push(code!("content_type: str | None = None"));
        } else if body.content.len() > 1 {
            let names: Vec<Code> = body
                .content
                .iter()
                .map(|content| literal::string(&content.media_type))
                .collect();
            arguments.push(code!(
                "content_type: t.Literal[{}] | None = None",
                Code::join(&names, ", ")
            ));
        }
        arguments
    }

    fn returned(&self, mode: Mode) -> Code {
        match (&self.operation.pagination, mode) {
            (Some(pagination), _) => {
                let pager = if mode == Mode::Async {
                    "AsyncPager"
                } else {
                    "Pager"
                };
                code!(
                    "rt.{}[{}, {}]",
                    pager,
                    self.result,
                    types::in_service(self.package, &pagination.item)
                )
            }
            (None, Mode::Blocking) => self.result.clone(),
            (None, Mode::Async) => result(self.package, self.operation, Mode::Async),
        }
    }

    fn statement(&self, mode: Mode, uses: &mut Uses) -> Code {
        let constant = operation::constant(self.names);
        let arguments: Vec<Doc> = self
            .names
            .parameters
            .iter()
            .map(|name| Doc::Text(names::ident(name)))
            .collect();
        let mut items = vec![Doc::Text(constant)];
        if self.operation.pagination.is_some() {
            items.push(Doc::Text(self.paging.clone()));
        }
        items.push(Doc::tuple(arguments));
        items.push(Doc::Text(code!("options")));
        if let Some(body) = &self.operation.body {
            items.push(Doc::Text(code!("body")));
            let has_type = self.body_arguments(body).len() > 1;
            items.extend(has_type.then(|| Doc::Text(code!("content_type"))));
        }
        let (before, behind, call) = if self.operation.pagination.is_some() {
            (
                code!("return "),
                code!(""),
                Doc::call(code!("self._pages"), items),
            )
        } else {
            let result = self.returned(mode);
            let awaited = if mode == Mode::Async {
                code!("await ")
            } else {
                code!("")
            };
            let call = Doc::call(code!("self._send"), items);
            if result.as_str() == "None" {
                (awaited, code!(""), call)
            } else if result == self.result {
                (code!("return {}", awaited), code!(""), call)
            } else {
                uses.note(&code!("t.cast"));
                let cast = vec![Doc::Text(literal::quoted(&result)), call.after(&awaited)];
                (
                    code!("return "),
                    code!(""),
                    Doc::call(code!("t.cast"), cast),
                )
            }
        };
        code!(
            "{}{}{}{}",
            pad(8),
            before,
            call.print(8, width(&before), 0),
            behind
        )
    }

    fn docs(&self) -> Code {
        let operation = self.operation;
        let mut more = Vec::new();
        let mut rows = Vec::new();
        for (parameter, name) in operation.parameters.iter().zip(&self.names.parameters) {
            let otherwise = format!("Parameter `{}`.", parameter.name.wire);
            let mut prose = docs::prose(&parameter.docs, &otherwise);
            if parameter.deprecated {
                prose.push_str("\n\nDeprecated.");
            }
            rows.push(row(&names::ident(name), &prose));
        }
        if let Some(body) = operation.body.as_ref() {
            rows.push(row(
                &code!("body"),
                &docs::prose(&body.docs, "The request body."),
            ));
            if self.body_arguments(body).len() > 1 {
                rows.push(row(&code!("content_type"), "The content type of the body."));
            }
        }
        rows.push(row(&code!("options"), "Options of this call only."));
        if operation.deprecated {
            more.push(code!("Deprecated."));
        }
        more.push(code!("Args:\n{}", Code::join(&rows, "\n")));
        literal::docstring(
            &docs::prose(&operation.docs, &format!("Calls `{}`.", operation.id)),
            &more,
            8,
        )
    }
}

/// A constant; where its type is so long that the value cannot begin beside it, the value stands in parentheses of its own.
fn assigned(head: &Code, value: &Doc) -> Code {
    if width(head) + "rt.Operation(".len() > super::layout::WIDTH {
        return code!("{}(\n{}{}\n)", head, pad(4), value.print(4, 0, 0));
    }
    code!("{}{}", head, value.print(0, width(head), 0))
}

fn row(name: &Code, prose: &str) -> Code {
    code!("    {}: {}", name, literal::hanging(prose, 8))
}

fn width(code: &Code) -> usize {
    code.as_str().chars().count()
}

/// Whether `None` is a body.
fn is_nullable(package: &Package<'_>, body: &RequestBody) -> bool {
    body.content.iter().any(|content| match &content.kind {
        BodyKind::Json(ty) => package.is_nullable(ty),
        BodyKind::Form { .. } | BodyKind::Multipart(_) | BodyKind::Binary | BodyKind::Text => false,
    })
}
