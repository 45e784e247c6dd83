#![no_main]

#[allow(dead_code, reason = "each target uses one reader of three")]
#[path = "../cases/readers.rs"]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    readers::sie(bytes).expect("a reader keeps to what holds of it");
});
