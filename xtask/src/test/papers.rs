//! The READMEs of generated packages as programs: the blocks of each, one after another, as a program that stands among the
//! examples. So they are compiled as the examples are, and run against the same mock server.
//!
//! Each block finds a new client under the name `client`: what a block before it made of that counts no longer.

use std::fs;
use std::path::Path;

use super::markdown::Block;
use super::readme;
use super::shell::Shell;

/// The name of the program, without the suffix of its language.
pub const PROGRAM: &str = "readme";

/// What is meant for the servers of the description goes to that of the environment.
const PYTHON: &str = r#""""The programs of README.md."""

import os

from httpx import URL, AsyncHTTPTransport, HTTPTransport, Request, Response
from new_client import new_client

_server = URL(next(url for name, url in os.environ.items() if name.endswith("_BASE_URL")))
_send, _send_async = HTTPTransport.handle_request, AsyncHTTPTransport.handle_async_request


def _to_server(request: Request) -> Request:
    request.url = request.url.copy_with(scheme=_server.scheme, host=_server.host, port=_server.port)
    return request


def _handle(transport: HTTPTransport, request: Request) -> Response:
    return _send(transport, _to_server(request))


async def _handle_async(transport: AsyncHTTPTransport, request: Request) -> Response:
    return await _send_async(transport, _to_server(request))


setattr(HTTPTransport, "handle_request", _handle)
setattr(AsyncHTTPTransport, "handle_async_request", _handle_async)
"#;

/// The same in Ruby. `object` is what the README calls an object of any model.
const RUBY: &str = r#"# frozen_string_literal: true

require_relative "common"

SDK = Object.const_get(Example.client.class.name.split("::").first)

# Sends to the server of the environment what is meant for those of the description.
module ToServer
  ORIGIN = SDK::Runtime::Origin.of(ENV.find { |name, _| name.end_with?("_BASE_URL") }.last)

  def call(request)
    super(request.dup.tap { |own| own.origin = ORIGIN })
  end
end
SDK::NetHttpTransport.prepend(ToServer)

object = SDK::Models::UploadedAttachment.new(id: "1", name: "file")
"#;

/// Not all programs need all that is imported.
const GO: &str = r#"// Command readme runs the programs of README.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"time"

	"MODULE"
	"MODULE/examples/internal/example"
	"MODULE/sdk"
)

var (
	_ = errors.As
	_ = fmt.Println
	_ = io.NopCloser
	_ = http.NoBody
	_ = strings.NewReader
	_ = time.Second
	_ = sdk.Ptr[int]
)

func main() {
"#;

/// A new client for the block that follows.
const GO_CLIENT: &str = r#"	{
		client, err := example.Client()
		if err != nil {
			log.Fatal(err)
		}
		_, _ = client, context.Background()
		{
"#;

/// The class of the Java program, up to its blocks. Each is a method, in which names may hide those of the class.
const JAVA: &str = r#"import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import PACKAGE.*;
import PACKAGE.models.*;
import PACKAGE.runtime.*;
import PACKAGE.services.*;

/** Runs the programs of README.md. */
public final class Readme {
  private static CLIENT client;

  private Readme() {}

  private static String environment(String end) {
    return System.getenv().entrySet().stream()
        .filter(variable -> variable.getKey().endsWith(end))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static CLIENT newClient() {
    return CLIENT.builder()
        .baseUrl(environment("_BASE_URL"))
        .basicAuth(environment("_USERNAME"), environment("_PASSWORD"))
        .build();
  }
"#;

/// Writes the program of a package's README among its examples.
pub fn python(shell: &Shell, package: &Path) -> Result<(), String> {
    let blocks = blocks(shell, package, "python")?;
    let programs = blocks
        .iter()
        .map(|block| format!("\nclient = new_client()\n{}", block.text));
    let text = std::iter::once(PYTHON.to_owned()).chain(programs).collect();
    write(&package.join(format!("examples/{PROGRAM}.py")), text)
}

/// The same. A block that only says which gem to use is no program, and one says that it raises.
pub fn ruby(shell: &Shell, package: &Path) -> Result<(), String> {
    let blocks = blocks(shell, package, "ruby")?;
    let programs = blocks
        .iter()
        .filter(|block| !block.text.starts_with("gem "));
    let programs = programs.map(|block| {
        let text = match block.text.split_once("# raises ") {
            None => block.text.clone(),
            Some((program, error)) => {
                format!("begin\n{program}\nraise \"nothing was raised\"\nrescue SDK::{error}end\n")
            }
        };
        format!("\nclient = Example.client\n{text}")
    });
    let text = std::iter::once(RUBY.to_owned()).chain(programs).collect();
    write(&package.join(format!("examples/{PROGRAM}.rb")), text)
}

/// The same. A block that is a program of its own is only compiled: it calls the server of the description.
pub fn go(shell: &Shell, package: &Path) -> Result<(), String> {
    let manifest = package.join("go.mod");
    let manifest = fs::read_to_string(&manifest)
        .map_err(|error| format!("cannot read {}: {error}", manifest.display()))?;
    let module = manifest
        .lines()
        .find_map(|line| line.strip_prefix("module "))
        .ok_or("go.mod names no module")?;
    let mut text = GO.replace("MODULE", module);
    for (index, block) in blocks(shell, package, "go")?.iter().enumerate() {
        if block.text.starts_with("package ") {
            let place = format!("examples/{PROGRAM}_{index}/program.go");
            write(&package.join(place), block.text.clone())?;
        } else {
            text.extend([GO_CLIENT, &block.text, "\t\t}\n\t}\n"]);
        }
    }
    text.push_str("}\n");
    write(&package.join(format!("examples/{PROGRAM}/main.go")), text)
}

/// The same. The first block is a program of its own, which names the package; it is compiled with the driver.
pub fn java(shell: &Shell, package: &Path) -> Result<(), String> {
    let blocks = blocks(shell, package, "java")?;
    let imported = |block: &Block| {
        let name = block.text.strip_prefix("import ")?.split_once(';')?.0;
        name.rsplit_once('.')
            .map(|(package, class)| (package.to_owned(), class.to_owned()))
    };
    let (name, client) = blocks
        .iter()
        .find_map(imported)
        .ok_or("the README has no first call")?;
    let mut text = JAVA.replace("PACKAGE", &name).replace("CLIENT", &client);
    let mut calls = String::new();
    let others = blocks.iter().filter(|block| imported(block).is_none());
    for (index, block) in others.enumerate() {
        let body = &block.text;
        text.push_str(&format!(
            "\n  private static void block{index}() {{\n{body}  }}\n"
        ));
        calls.push_str(&format!(
            "    client = newClient();\n    block{index}();\n    client.close();\n"
        ));
    }
    text.push_str(&format!(
        "\n  /**\n   * Runs the program.\n   *\n   * @param args not used\n   */\n  \
         public static void main(String[] args) {{\n{calls}  }}\n}}\n"
    ));
    write(&package.join("examples/Readme.java"), text)
}

fn blocks(shell: &Shell, package: &Path, kind: &str) -> Result<Vec<Block>, String> {
    readme::blocks(shell, &package.join("README.md").to_string_lossy(), kind)
}

fn write(file: &Path, text: String) -> Result<(), String> {
    let made = fs::create_dir_all(file.parent().unwrap_or(file));
    made.and_then(|()| fs::write(file, text))
        .map_err(|error| format!("cannot write {}: {error}", file.display()))
}
