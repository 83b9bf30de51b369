//! Puts the runtimes under `templates/<language>/runtime/` into the library, so that the generator needs no files at run time.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The constant and the folder of each runtime.
const RUNTIMES: &[(&str, &str)] = &[
    ("RUST", "rust/runtime/src"),
    ("RUST_DRIVER", "rust/driver/src"),
    ("TYPESCRIPT", "typescript/runtime/src"),
    ("PYTHON", "python/runtime/src/sample/runtime"),
    ("GO", "go/runtime/sdk"),
    ("JAVA", "java/runtime/src/main/java/sdkwright/runtime"),
    ("RUBY", "ruby/runtime/lib/sdk/runtime"),
    ("RUBY_SIGNATURES", "ruby/runtime/sig"),
];

fn main() -> io::Result<()> {
    let templates = Path::new("../templates");
    let mut code = String::new();
    for (name, folder) in RUNTIMES {
        code.push_str(&list(name, &templates.join(folder))?);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("runtime.rs"), code)
}

/// A constant that lists the files below a folder by relative path, their unit tests included: they run in the package too.
fn list(name: &str, folder: &Path) -> io::Result<String> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut code = format!("/// Files of the runtime, by path below its source folder.\npub const {name}: &[(&str, &str)] = &[\n");
    for file in files {
        let relative = file.strip_prefix(folder).map_err(io::Error::other)?;
        let relative: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        // From the folder of the manifest, which cargo watches: an absolute path would outlive a move of the checkout.
        let from_manifest = format!("/{}", file.to_string_lossy().replace('\\', "/"));
        code.push_str(&format!(
            "    ({:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {from_manifest:?}))),\n",
            relative.join("/"),
        ));
    }
    code.push_str("];\n");
    Ok(code)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.ends_with("__pycache__") {
            // Python's droppings, where its tests were run by hand.
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
