//! The same work for many things, several at once, with results in the order of the things.

mod line;

pub use line::{Work, in_order};

use std::sync::{Mutex, PoisonError};

/// Does the work for each thing on so many threads and gives the results in order. With one thread nothing is started.
///
/// # Panics
/// If the work panics, on the caller's thread.
pub fn each<T: Send, R: Send>(things: Vec<T>, threads: usize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let most = things.len();
    if threads.min(most) < 2 {
        return things.into_iter().map(work).collect();
    }
    let waiting = Mutex::new(things.into_iter().enumerate());
    // A thread that panicked left the others' share untouched.
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let share = || {
        let mut done = Vec::new();
        while let Some((at, thing)) = next() {
            done.push((at, work(thing)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(most)).map(|_| scope.spawn(share)).collect();
        let mut done = share();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn results_come_in_the_order_of_the_things_whatever_the_threads() {
        let names: Vec<String> = (0..500).map(|n| format!("{n}-р баг")).collect();
        for threads in [0, 1, 2, 7, 1_000] {
            assert_eq!(each(names.clone(), threads, |name| name), names);
        }
        assert!(each(Vec::<u8>::new(), 4, |n| n).is_empty());
    }

    #[test]
    #[should_panic(expected = "сум")]
    fn a_panic_of_the_work_reaches_the_caller() {
        each(vec![1, 2, 3, 4], 2, |n| assert!(n != 3, "сум"));
    }
}
