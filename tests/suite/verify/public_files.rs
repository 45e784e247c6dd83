//! Files of others, signed well and badly: the PDF files of pyHanko's own tests. None stops the reader or takes it a second, none
//! that pyHanko finds bad is valid, and where the two disagree the reason is one that is explained here.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::{Duration, Instant};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::Value;
use tertial::signatures::verify::{Indication, Policy, Reason, verify};
use time::UtcDateTime;

use crate::product::scratch;
use crate::validators::{missing, public_files, python, run, said, script};

/// Why a file that pyHanko takes for intact is not valid here: `(code, explanation)`.
const EXPLAINED: &[(&str, &str)] = &[
    (
        "wrong-subfilter",
        "adbe.pkcs7.detached and others are not judged; only PAdES baseline signatures are (EN 319 142-1)",
    ),
    (
        "expired",
        "the certificate has expired, and no timestamp proves that the signature is older; of pyHanko only what does not rest on trust is taken",
    ),
    (
        "weak-algorithm",
        "names the certificate by SHA-1 (RFC 5035 obsoletes it), which EN 319 142-1 table 1 forbids beside PAdES",
    ),
    ("hybrid-table", "two tables of objects for readers of different age, of which each sees its own"),
    (
        "hidden-objects",
        "an addition with bytes that its table does not name, or with an object that nothing names",
    ),
    ("changed-after", "a change that no later signature, timestamp or archive needs"),
    ("broken-table", "a table of objects that readers would repair, each in its own way"),
    ("broken-object", "an object that readers take in more than one way"),
    ("no-path", "the files carry no root for it"),
];

/// What of a signed file is known to be bad, by its name in the tests of pyHanko.
const BAD: &[&str] = &["sneaky", "not-all-paths", "coverage-anomalies", "disallowed-hash"];

#[test]
fn files_of_others_are_judged_and_none_that_is_bad_is_valid() {
    let (Some(files), Some(python)) = (public_files(), python()) else {
        return missing("pyHanko's test files");
    };
    let roots = scratch("public-files").join("roots.pem");
    let output = run(Command::new(python).arg(script("public_signatures.py")).arg(&files).arg(&roots));
    assert!(output.status.success(), "{}", said(&output));
    let roots: Vec<_> = CertificateDer::pem_file_iter(&roots).unwrap().map(Result::unwrap).collect();
    let anchors: Vec<&[u8]> = roots.iter().map(AsRef::as_ref).collect();
    let policy = Policy { anchors, now: UtcDateTime::now(), unknown_revocation: true };

    let (mut read, mut signed, mut valid, mut slowest) = (0, 0, 0, Duration::ZERO);
    let mut disagreements: BTreeMap<&str, usize> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let theirs: Value = serde_json::from_str(line).unwrap();
        let name = theirs["file"].as_str().unwrap();
        let bytes = std::fs::read(files.join(name)).unwrap();
        let began = Instant::now();
        let report = verify(&bytes, &policy);
        let took = began.elapsed();
        assert!(took < Duration::from_secs(1), "{name}: {took:?}");
        slowest = slowest.max(took);
        read += 1;
        let signatures = theirs["signatures"].as_array().unwrap();
        let passed = report.indication() == Indication::Passed;
        if signatures.is_empty() {
            assert!(!passed, "{name} is not signed");
            continue;
        }
        signed += 1;
        valid += usize::from(passed);
        let good = signatures.iter().all(|signature| signature["good"] == true || is_unjudged(signature));
        let bad = !good || BAD.iter().any(|bad| name.contains(bad));
        assert!(!(bad && passed), "{name}: {theirs}\n{report:#?}");
        let ours = report.signatures.iter().find_map(|signature| signature.reason);
        if let Some(reason) = report.problem.or(ours).filter(|_| !bad) {
            *disagreements.entry(reason.code()).or_default() += 1;
        }
    }
    assert!(read > 100 && signed > 20, "{read} files, {signed} signed, {valid} valid");
    println!("{read} files of pyHanko, {signed} signed, {valid} valid here; the slowest took {slowest:?}");
    for (code, count) in &disagreements {
        let explained = EXPLAINED.iter().find(|(known, _)| known == code);
        let (_, why) =
            explained.unwrap_or_else(|| panic!("{count} files are refused by {code}, unexplained"));
        println!("{count:>4}  {code}: {why}");
    }
}

/// A timestamp of a kind that pyHanko's plain validation has no attributes for; what it says of the others counts.
fn is_unjudged(signature: &Value) -> bool {
    signature["summary"] == "AttributeError"
}

/// Every explanation is of a reason that there is.
#[test]
fn explanations_are_of_reasons() {
    let known = |code: &str| Reason::ALL.iter().any(|reason| reason.code() == code);
    assert!(EXPLAINED.iter().all(|(code, why)| known(code) && !why.is_empty()));
}
