//! The commands of this repository: `cargo xtask <verb>`. Each verb has a module of its own and calls the library.

mod bench;
mod codegen;
mod corpus;
mod exit;
mod fidelity;
mod ir;
mod lint;
mod progress;
mod random;
mod reading;
mod repository;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Trees of small nodes are made and dropped by the million here, which takes the system's allocator a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Generates SDKs from OpenAPI descriptions, and tests them.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true, after_help = exit::CODES)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Codegen(codegen::Args),
    Lint(lint::Args),
    Ir(ir::Args),
    Test(test::Args),
    Corpus(corpus::Args),
    Mutate(test::mutate::Args),
    Judge(test::judge::Args),
    Bench(bench::Args),
    #[command(hide = true)]
    BenchCodegen(bench::CodegenArgs),
    #[command(hide = true)]
    BenchRead(bench::ReadArgs),
    #[command(hide = true)]
    CorpusGenerate(corpus::GenerateArgs),
    #[command(hide = true)]
    CorpusCheck(corpus::CheckArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().verb {
        Verb::Codegen(args) => codegen::run(&args),
        Verb::Lint(args) => lint::run(&args),
        Verb::Ir(args) => ir::run(&args),
        Verb::Test(args) => test::run(&args),
        Verb::Corpus(args) => corpus::run(&args),
        Verb::Mutate(args) => test::mutate::run(&args),
        Verb::Judge(args) => test::judge::run(&args),
        Verb::Bench(args) => bench::run(&args),
        Verb::BenchCodegen(args) => bench::codegen(&args),
        Verb::BenchRead(args) => bench::read(&args),
        Verb::CorpusGenerate(args) => corpus::generate(&args),
        Verb::CorpusCheck(args) => corpus::check(&args),
    };
    exit::code(result)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
