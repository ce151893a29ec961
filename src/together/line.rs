//! Things that come one after the other: prepared by several threads, settled in the order in which they came.
//!
//! Whoever brings the things hands them to the others while those keep up, and works on one itself when they don't, so that
//! every thread is busy whatever takes longest. A thing that is ready before its turn is put aside; the thread that settled
//! the one before it settles it too, and nobody waits for a turn.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What is done with every thing; in the end they are settled into `Order`.
pub trait Work<Order>: Sync {
    /// A thing; an empty one is made by default, and its memory is used again.
    type Thing: Default + Send;
    /// What each thread has of its own.
    type Hand: Send;
    /// What a thing becomes before its turn.
    type Ready: Send;
    /// What is left to do when its turn is over.
    type Rest<'w>
    where
        Self: 'w;

    /// What needs nothing of the things before it.
    fn prepare(&self, hand: &mut Self::Hand, thing: &Self::Thing) -> Self::Ready;

    /// What has to be done in order.
    fn settle<'w>(&'w self, order: &mut Order, thing: &Self::Thing, ready: Self::Ready) -> Self::Rest<'w>;

    /// What may be done when the next thing is being settled already.
    fn finish(&self, hand: &mut Self::Hand, rest: Self::Rest<'_>);
}

/// Does the work on as many threads as there are hands; with one, nothing is started. `source` calls what it gets with every
/// thing and goes on with the empty one that it gets back.
///
/// # Panics
/// If there are no hands, or if the work panics: on the caller's thread.
pub fn in_order<O: Send, W: Work<O>, R>(
    work: &W,
    mut hands: Vec<W::Hand>,
    order: &mut O,
    source: impl FnOnce(&mut dyn FnMut(W::Thing) -> W::Thing) -> R,
) -> R {
    let mut own = hands.pop().expect("somebody has to do the work");
    let things = (0..=THINGS_EACH * hands.len()).map(|_| W::Thing::default());
    let state = State { empty: things.collect(), others: hands.len(), ..State::default() };
    let line = &Line { work, order: Mutex::new(order), state: Mutex::new(state), changed: Condvar::new() };
    std::thread::scope(|scope| {
        let others: Vec<_> = hands.into_iter().map(|mut hand| scope.spawn(move || line.help(&mut hand))).collect();
        let ending = Ending(line);
        let result = source(&mut |thing| line.bring(&mut own, thing));
        drop(ending);
        line.help(&mut own);
        for other in others {
            other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
        result
    })
}

/// Things under way for every thread beside the caller's: one that it works on, one that waits for it, and some that are
/// ready before their turn.
const THINGS_EACH: usize = 3;

struct Line<'a, O, W: Work<O>> {
    work: &'a W,
    order: Mutex<&'a mut O>,
    state: Mutex<State<W::Thing, W::Ready>>,
    /// Told whenever there is something to do, or somebody may go on or has to stop.
    changed: Condvar,
}

struct State<T, P> {
    waiting: VecDeque<(u64, T)>,
    ready: BTreeMap<u64, (T, P)>,
    empty: Vec<T>,
    /// How many threads there are beside the caller's.
    others: usize,
    brought: u64,
    /// The thing whose turn it is, and whether somebody is settling it.
    turn: u64,
    settling: bool,
    /// Nothing more is brought.
    ended: bool,
    /// A thread panicked, so that turns may never come.
    broken: bool,
}

impl<T, P> Default for State<T, P> {
    fn default() -> State<T, P> {
        State {
            waiting: VecDeque::new(),
            ready: BTreeMap::new(),
            empty: Vec::new(),
            others: 0,
            brought: 0,
            turn: 0,
            settling: false,
            ended: false,
            broken: false,
        }
    }
}

impl<T, P> State<T, P> {
    /// The thing whose turn it is, if it is ready and nobody settles it.
    fn take_turn(&mut self) -> Option<(T, P)> {
        if self.settling {
            return None;
        }
        let ready = self.ready.remove(&self.turn)?;
        self.settling = true;
        Some(ready)
    }
}

impl<O, W: Work<O>> Line<'_, O, W> {
    fn state(&self) -> MutexGuard<'_, State<W::Thing, W::Ready>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g, T>(&self, guard: MutexGuard<'g, T>) -> MutexGuard<'g, T> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a thing and gives an empty one.
    fn bring(&self, hand: &mut W::Hand, thing: W::Thing) -> W::Thing {
        let mut state = self.state();
        let at = state.brought;
        state.brought += 1;
        if state.waiting.len() < state.others {
            state.waiting.push_back((at, thing));
            self.changed.notify_all();
        } else {
            drop(state);
            self.work_on(hand, at, thing);
            state = self.state();
        }
        loop {
            if state.broken {
                return W::Thing::default();
            }
            if let Some(empty) = state.empty.pop() {
                return empty;
            }
            match state.waiting.pop_front() {
                Some((at, thing)) => {
                    drop(state);
                    self.work_on(hand, at, thing);
                    state = self.state();
                }
                None => state = self.wait(state),
            }
        }
    }

    /// Works on things until there are no more.
    fn help(&self, hand: &mut W::Hand) {
        let _ending = Ending(self);
        let mut state = self.state();
        while !state.broken {
            match state.waiting.pop_front() {
                Some((at, thing)) => {
                    drop(state);
                    self.work_on(hand, at, thing);
                    state = self.state();
                }
                None if state.ended => break,
                None => state = self.wait(state),
            }
        }
    }

    /// Prepares a thing, then settles whatever has its turn.
    fn work_on(&self, hand: &mut W::Hand, at: u64, thing: W::Thing) {
        let ready = self.work.prepare(hand, &thing);
        let mut state = self.state();
        state.ready.insert(at, (thing, ready));
        while let Some((thing, ready)) = state.take_turn() {
            drop(state);
            let rest = {
                let mut order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
                self.work.settle(&mut order, &thing, ready)
            };
            state = self.state();
            state.turn += 1;
            state.settling = false;
            state.empty.push(thing);
            self.changed.notify_all();
            drop(state);
            self.work.finish(hand, rest);
            state = self.state();
        }
    }
}

/// Says at its end that nothing more is brought, also when that end is a panic, so that nobody waits for ever.
struct Ending<'a, 'l, O, W: Work<O>>(&'a Line<'l, O, W>);

impl<O, W: Work<O>> Drop for Ending<'_, '_, O, W> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.ended = true;
        state.broken |= std::thread::panicking();
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doubles numbers, slower where they are divisible by 3, and lists them.
    struct Doubling;

    impl Work<Vec<u64>> for Doubling {
        type Thing = Vec<u64>;
        type Hand = u64;
        type Ready = u64;
        type Rest<'w> = u64;

        fn prepare(&self, hand: &mut u64, thing: &Vec<u64>) -> u64 {
            *hand += 1;
            assert!(thing[0] != 666, "сум");
            if thing[0].is_multiple_of(3) {
                std::thread::sleep(std::time::Duration::from_micros(300));
            }
            2 * thing[0]
        }

        fn settle(&self, order: &mut Vec<u64>, _: &Vec<u64>, ready: u64) -> u64 {
            order.push(ready);
            ready
        }

        fn finish(&self, _: &mut u64, rest: u64) {
            assert!(rest.is_multiple_of(2));
        }
    }

    fn doubled(threads: usize, numbers: std::ops::Range<u64>) -> Vec<u64> {
        let mut order = Vec::new();
        in_order(&Doubling, vec![0; threads], &mut order, |bring| {
            let mut thing = Vec::new();
            for number in numbers {
                thing.clear();
                thing.push(number);
                thing = bring(thing);
            }
        });
        order
    }

    #[test]
    fn things_are_settled_in_the_order_in_which_they_came_whatever_the_threads() {
        let wanted: Vec<u64> = (0..500).map(|n| 2 * n).collect();
        for threads in [1, 2, 3, 8] {
            assert_eq!(doubled(threads, 0..500), wanted, "{threads} threads");
        }
        assert!(doubled(2, 0..0).is_empty());
    }

    #[test]
    fn a_panic_of_the_work_or_of_the_source_reaches_the_caller() {
        for threads in [1, 2, 3] {
            let work = std::panic::catch_unwind(|| doubled(threads, 600..800));
            assert!(work.is_err(), "{threads} threads");
            let source = std::panic::catch_unwind(|| {
                in_order(&Doubling, vec![0; threads], &mut Vec::new(), |bring| {
                    bring(vec![1]);
                    panic!("сум");
                })
            });
            assert!(source.is_err(), "{threads} threads");
        }
    }
}
