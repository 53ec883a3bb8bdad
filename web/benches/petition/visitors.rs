//! Many visitors in one thread, as a program for measuring has them: what it costs to ask is not what is measured.

use std::{
    io,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, sync::Barrier};

/// How long one took from when it was due, and whether it was answered well.
pub type Sample = (Duration, bool);

/// What some visitors ask: over how many connections, how many times a second, for how many seconds.
#[derive(Clone, Copy)]
pub struct Load {
    pub connections: u32,
    pub rate: u32,
    pub seconds: u32,
    pub request: fn(u16, u32) -> Vec<u8>,
}

/// Asks at the rates, from when every connection stands; the samples of each load, sorted, and how long it took until the last
/// answer.
pub fn press<const N: usize>(port: u16, loads: [Load; N]) -> io::Result<([Vec<Sample>; N], Duration)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let all: u32 = loads.iter().map(|load| load.connections).sum();
        let ready = Arc::new(Barrier::new(all as usize + 1));
        let tasks = loads.map(|load| {
            let visitor = |first| tokio::spawn(visit(port, load, first, Arc::clone(&ready)));
            (0..load.connections).map(visitor).collect::<Vec<_>>()
        });
        ready.wait().await;
        let began = Instant::now();
        let mut samples = [const { Vec::new() }; N];
        for (out, tasks) in samples.iter_mut().zip(tasks) {
            for task in tasks {
                out.extend(task.await?);
            }
            out.sort_unstable();
        }
        Ok((samples, began.elapsed()))
    })
}

/// One visitor. Request `n` is due at `n / rate`; one that must wait for the answer before it is late, and its lateness counts.
async fn visit(port: u16, load: Load, first: u32, ready: Arc<Barrier>) -> Vec<Sample> {
    let (total, interval) = (load.rate * load.seconds, Duration::from_secs(1) / load.rate.max(1));
    let mut connection = TcpStream::connect(("127.0.0.1", port)).await.ok();
    let mut answer = Vec::with_capacity(1 << 16);
    ready.wait().await;
    let start = Instant::now();
    let mut samples = Vec::new();
    for number in (first..total).step_by(load.connections as usize) {
        let due = start + interval * number;
        let request = (load.request)(port, number);
        tokio::time::sleep_until(due.into()).await;
        if connection.is_none() {
            connection = TcpStream::connect(("127.0.0.1", port)).await.ok();
        }
        let well = match &connection {
            Some(stream) => ask(stream, &request, &mut answer).await,
            None => Err(io::ErrorKind::NotConnected.into()),
        };
        samples.push((due.elapsed(), well.as_ref().is_ok_and(|well| *well)));
        if well.is_err() {
            connection = None;
        }
    }
    samples
}

/// Sends a request and reads the answer to its end; whether it is 200.
async fn ask(stream: &TcpStream, mut request: &[u8], answer: &mut Vec<u8>) -> io::Result<bool> {
    while !request.is_empty() {
        stream.writable().await?;
        match stream.try_write(request) {
            Ok(sent) => request = &request[sent..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    answer.clear();
    let mut whole = None;
    while whole.is_none_or(|whole| answer.len() < whole) {
        stream.readable().await?;
        match stream.try_read_buf(answer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => whole = length(answer)?,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(answer.starts_with(b"HTTP/1.1 200 "))
}

/// The length of the whole answer, once its head is there. The site states the length of every page.
fn length(answer: &[u8]) -> io::Result<Option<usize>> {
    const NAME: &[u8] = b"content-length: ";
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let mut lines = answer[..end].split(|byte| *byte == b'\n');
    let body =
        lines.find_map(|line| str::from_utf8(line.strip_prefix(NAME)?).ok()?.trim().parse::<usize>().ok());
    let body =
        body.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the answer states no length"))?;
    Ok(Some(end + 4 + body))
}
