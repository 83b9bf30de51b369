//! Tests of the whole stage.

use super::*;

#[test]
fn corpus() {
    let Ok(path) = std::env::var("LOWER_TRY") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let spec = testing::spec(&document);
    let start = std::time::Instant::now();
    let (api, problems) = lower(&spec);
    eprintln!("{:?}, {} schemas", start.elapsed(), spec.schemas.len());
    for problem in problems.iter().take(40) {
        eprintln!(
            "{:?} {} {} {} {:?}",
            problem.severity, problem.code, problem.pointer, problem.message, problem.related
        );
    }
    eprintln!("{} problems", problems.len());
    if let (Some(api), Ok(out)) = (api, std::env::var("LOWER_OUT")) {
        std::fs::write(out, serde_json::to_string_pretty(&api).unwrap()).unwrap();
    }
}
