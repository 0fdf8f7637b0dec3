//! `standoff studio`: the same questions, live, in the browser.

use crate::program::output::{Failure, print_text, tell_user};
use crate::program::record::RecordOptions;
use crate::program::{ctrl_c, options, scenario_source};
use clap::Args;
use standoff::scenario::Diagnostic;
use standoff::studio::{OpenScenario, Server};
use std::io;

/// Default port, fixed so that a saved link to a state of the page works again the next day.
const PORT: u16 = 7420;

/// Arguments of `standoff studio`.
#[derive(Debug, Args)]
pub struct StudioArguments {
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

/// Starts the studio and serves until Ctrl-C.
pub fn run_studio(arguments: &StudioArguments) -> Result<(), Failure> {
    let server = start_server(read_open_scenario(arguments)?, arguments.port)?;
    let address = format!("http://{}/", server.address().map_err(Failure::run)?);
    let stop = ctrl_c::stop_on_ctrl_c_saying("the studio ends");
    print_text(&format!("{address}\n"))?;
    if !arguments.no_open
        && let Err(error) = open::that_detached(&address)
    {
        tell_user(&format!("no browser could be opened ({error}): open {address} yourself"));
    }
    if !arguments.quiet {
        tell_user("The studio is open, on this machine only. Ctrl-C ends it.");
    }
    server.run(stop).map_err(Failure::run)
}

fn read_open_scenario(arguments: &StudioArguments) -> Result<OpenScenario, Failure> {
    let word = options::scenario_word(arguments.scenario.as_ref());
    let (scenario, source) = scenario_source::load_scenario_and_text(word, arguments.quiet)?;
    // Read once as a log, so that mistakes and warnings show before the browser opens.
    arguments.record.read_log(word, &scenario, arguments.quiet)?;
    let record = arguments.record.read_sources(word).map_err(|found| Failure::input(&found))?;
    Ok(OpenScenario { word: word.to_owned(), scenario, source, record, evidence: arguments.record.spell_arguments() })
}

/// Starts the server on the port asked for. Without one, the default port is tried first, then any free one.
fn start_server(opened: OpenScenario, asked: Option<u16>) -> Result<Server, Failure> {
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
