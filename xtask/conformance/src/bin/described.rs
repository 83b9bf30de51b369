//! `described DESCRIPTION PROGRAM ARGUMENT...`: serves a description while a program runs, which is told `--url URL` and
//! `--auth USER:PASSWORD` at its end. Ends as the program does.

use std::path::Path;
use std::process::ExitCode;

use conformance::described::{Described, USER};
use conformance::Server;

#[tokio::main]
async fn main() -> ExitCode {
    match serve(std::env::args().skip(1).collect()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

async fn serve(arguments: Vec<String>) -> Result<bool, String> {
    let [description, program, arguments @ ..] = arguments.as_slice() else {
        return Err("a description and a program are missing".to_owned());
    };
    let described = Described::read(Path::new(description))?;
    let server = Server::start(move |request, _| described.answer(request))
        .await
        .map_err(|error| format!("no server: {error}"))?;
    let status = tokio::process::Command::new(program)
        .args(arguments)
        .args(["--url", &server.url()])
        .args(["--auth", &format!("{}:{}", USER.0, USER.1)])
        .status()
        .await
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    Ok(status.success())
}
