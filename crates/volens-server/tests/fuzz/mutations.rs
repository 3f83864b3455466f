//! Inputs that are nearly right: a corpus, changed a little.

use fastrand::Rng;
use std::path::Path;

/// Runs the target on so many mutations of its corpus. A number that is printed repeats them.
pub(crate) fn mutations(name: &str, count: usize, target: fn(&[u8])) {
    const SEED: &str = "VOLENS_FUZZ_SEED";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/__fuzz__");
    let files = std::fs::read_dir(folder.join(name).join("corpus")).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let corpus: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert!(corpus.len() > 3, "{name} has a corpus");
    let given = std::env::var(SEED).ok();
    let seed = given.map_or_else(|| fastrand::u64(..), |seed| seed.parse().expect("a number"));
    println!("{SEED}={seed} repeats these inputs");
    let mut rng = Rng::with_seed(seed);
    for _ in 0..count {
        let mut input = rng.choice(&corpus).unwrap().clone();
        for _ in 0..rng.usize(1..5) {
            change(&mut input, &corpus, &mut rng);
        }
        target(&input);
    }
}

/// One change: a bit, a byte, a part left out, doubled, or put in from elsewhere.
fn change(input: &mut Vec<u8>, corpus: &[Vec<u8>], rng: &mut Rng) {
    let part = |rng: &mut Rng, length: usize| {
        let from = rng.usize(..=length);
        from..rng.usize(from..=length.min(from + 40))
    };
    let at = rng.usize(..=input.len());
    match rng.u8(..5) {
        0 => input.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << rng.u8(..8)),
        1 => input.iter_mut().skip(at).take(1).for_each(|byte| *byte = rng.u8(..)),
        2 => drop(input.drain(part(rng, input.len()))),
        3 => {
            let doubled = input[part(rng, input.len())].to_vec();
            drop(input.splice(at..at, doubled));
        }
        _ => {
            let other = rng.choice(corpus).unwrap();
            let foreign = other[part(rng, other.len())].to_vec();
            drop(input.splice(at..at, foreign));
        }
    }
}
