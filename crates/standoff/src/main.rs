//! The program `standoff`; see [`standoff::program`].

fn main() -> std::process::ExitCode {
    standoff::program::main()
}
