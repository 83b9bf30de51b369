//! How long it takes merely to parse a description into `openapiv3`: the floor against which `cargo xtask bench` compares.
//!
//! Prints milliseconds, without reading the file and without dropping the result.

use std::error::Error;
use std::time::Instant;

use openapiv3::OpenAPI;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let file = arguments.next().ok_or("usage: parse_floor FILE")?;
    let bytes = std::fs::read(file)?;
    let is_json = bytes.first() == Some(&b'{');
    let start = Instant::now();
    let parsed: OpenAPI = if is_json {
        serde_json::from_slice(&bytes)?
    } else {
        serde_yaml::from_slice(&bytes)?
    };
    let elapsed = start.elapsed().as_secs_f64() * 1000.0;
    std::hint::black_box(parsed);
    println!("{elapsed:.3}");
    Ok(())
}
