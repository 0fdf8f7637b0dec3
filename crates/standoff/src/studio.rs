//! `standoff studio`: the same questions, live, in the browser.

use crate::output::{Failure, print, say};
use crate::record::RecordOptions;
use crate::{interrupt, options, pick};
use clap::Args;
use standoff::scenario::Diagnostic;
use standoff::studio::{OpenScenario, Server};
use std::io;

/// The port that is asked for first, so that a link to a world stays good from one day to the next.
const PORT: u16 = 7420;

/// What is opened, and where.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A built-in scenario, a file, or a folder with a scenario.toml; the default scenario if none is named
    scenario: Option<String>,
    #[command(flatten)]
    record: RecordOptions,
    /// Port of the loopback address [default: 7420, or any free one where it is taken]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Only say the address; do not open the browser
    #[arg(long)]
    no_open: bool,
    /// Say nothing but the address
    #[arg(long, short)]
    quiet: bool,
}

/// Serves until Ctrl-C.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let server = server(opened(arguments)?, arguments.port)?;
    let address = format!("http://{}/", server.address().map_err(Failure::run)?);
    let stop = interrupt::listen_and_say("the studio ends");
    print(&format!("{address}\n"))?;
    if !arguments.no_open
        && let Err(error) = open::that_detached(&address)
    {
        say(&format!("no browser could be opened ({error}): open {address} yourself"));
    }
    if !arguments.quiet {
        say("The studio is open, on this machine only. Ctrl-C ends it.");
    }
    server.run(stop).map_err(Failure::run)
}

fn opened(arguments: &Arguments) -> Result<OpenScenario, Failure> {
    let word = options::word(arguments.scenario.as_ref());
    let scenario = pick::scenario(word, arguments.quiet)?;
    arguments.record.log(word, &scenario, arguments.quiet)?;
    let record = arguments.record.sources(word).map_err(|found| Failure::input(&found))?;
    Ok(OpenScenario { word: word.to_owned(), scenario, record, evidence: arguments.record.shell_arguments() })
}

/// A server on the port that is asked for, or on the usual one, or on any.
fn server(opened: OpenScenario, asked: Option<u16>) -> Result<Server, Failure> {
    let Some(port) = asked else {
        let usual = Server::listen(opened.clone(), PORT);
        return usual.or_else(|_| Server::listen(opened, 0)).map_err(Failure::run);
    };
    Server::listen(opened, port).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied => {
            let diagnostic = Diagnostic::error("port-taken", format!("port {port} cannot be had: {error}"));
            let diagnostic = diagnostic.allowed("a port of this machine that is free, 0 for any");
            Failure::argument("--port", &port.to_string(), diagnostic.hint("leave --port out to take a free one"))
        }
        _ => Failure::run(error),
    })
}
