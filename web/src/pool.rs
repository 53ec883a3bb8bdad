//! A few threads for what takes time, with a bounded queue and a deadline, so that no request can take the server down.

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
    time::Duration,
};
use tokio::sync::oneshot;

/// The stack of a thread: charters are bounded in depth, and this bound is generous.
const STACK: usize = 8 << 20;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that take jobs from one queue. They end when the pool is dropped.
pub struct Pool {
    queue: Sender<Job>,
}

/// Why a job has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolError {
    /// Every place in the queue is taken; the job was not accepted.
    Full,
    /// The deadline passed; a job that had not begun never will.
    Late,
    /// The job panicked, which is a mistake of ours.
    Broke,
}

impl fmt::Display for PoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "too many readers ask for work at once",
            Self::Late => "the work took longer than it may",
            Self::Broke => "the work ended in a mistake of the program",
        })
    }
}

impl std::error::Error for PoolError {}

impl Pool {
    /// Starts the threads. `waiting` jobs may queue beside those at work.
    ///
    /// # Errors
    ///
    /// The system's, where it gives no thread.
    pub fn new(name: &str, threads: usize, waiting: usize) -> std::io::Result<Self> {
        let (queue, jobs) = bounded::<Job>(waiting);
        for number in 1..=threads {
            let jobs = jobs.clone();
            thread::Builder::new()
                .name(format!("{name}-{number}"))
                .stack_size(STACK)
                .spawn(move || work(&jobs))?;
        }
        Ok(Self { queue })
    }

    /// Runs a job and waits for its result until the deadline.
    ///
    /// # Errors
    ///
    /// See [`PoolError`].
    pub async fn run<T: Send + 'static>(
        &self,
        deadline: Duration,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        let (sender, result) = oneshot::channel();
        let job = Box::new(move || {
            // Nobody waits any more: the deadline passed in the queue, or the reader left.
            if sender.is_closed() {
                return;
            }
            if let Ok(done) = catch_unwind(AssertUnwindSafe(job)) {
                let _ = sender.send(done);
            }
        });
        match self.queue.try_send(job) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => return Err(PoolError::Full),
            Err(TrySendError::Disconnected(_)) => return Err(PoolError::Broke),
        }
        match tokio::time::timeout(deadline, result).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(_)) => Err(PoolError::Broke),
            Err(_) => Err(PoolError::Late),
        }
    }
}

fn work(jobs: &Receiver<Job>) {
    jobs.iter().for_each(|job| job());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    const LONG: Duration = Duration::from_secs(20);

    #[tokio::test]
    async fn a_job_gives_its_result() {
        let pool = Pool::new("test", 2, 2).unwrap();
        assert_eq!(pool.run(LONG, || 6 * 7).await, Ok(42));
    }

    #[tokio::test]
    async fn a_job_that_panics_leaves_its_thread_at_work() {
        let pool = Pool::new("test", 1, 2).unwrap();
        assert_eq!(pool.run(LONG, || -> u8 { panic!("on purpose") }).await, Err(PoolError::Broke));
        assert_eq!(pool.run(LONG, || 1).await, Ok(1));
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_a_late_job_never_begins() {
        let pool = Pool::new("test", 1, 1).unwrap();
        let (go, gate) = channel::<()>();
        let (began, begins) = channel();
        let blocked = pool.run(LONG, move || {
            began.send(()).unwrap();
            gate.recv().unwrap();
        });
        let mut blocked = std::pin::pin!(blocked);
        // One poll puts the job in the queue; the thread takes it up.
        assert!(tokio::time::timeout(Duration::from_millis(1), &mut blocked).await.is_err());
        begins.recv().unwrap();
        let (ran, runs) = channel();
        let late = pool.run(Duration::from_millis(1), move || ran.send(()).unwrap()).await;
        assert_eq!(late, Err(PoolError::Late));
        assert_eq!(pool.run(LONG, || ()).await, Err(PoolError::Full));
        go.send(()).unwrap();
        assert_eq!(blocked.await, Ok(()));
        assert!(runs.recv().is_err(), "the late job ran");
    }
}
