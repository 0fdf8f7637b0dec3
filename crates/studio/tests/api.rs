//! The interface as a client sees it: answers equal to the library's, faults told, and nobody else let in.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use standoff_assimilation::{AssimilationRequest, FilterSize, start_on_record};
use standoff_lab::ensemble::design::Resolution;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::run_forecast;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Source, builtin};
use standoff_studio::{OpenScenario, description, router};
use std::sync::atomic::AtomicBool;
use tower::ServiceExt;

const HOST: &str = "127.0.0.1:7420";

fn studio() -> Router {
    router(OpenScenario::builtin("two-sided").unwrap(), 7420)
}

struct Answered {
    status: StatusCode,
    kind: String,
    text: String,
}

async fn ask(router: &Router, request: Request<Body>) -> Answered {
    let response = router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let kind = headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap()).to_owned();
    assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"));
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Answered { status, kind, text: String::from_utf8_lossy(&bytes).into_owned() }
}

async fn get(router: &Router, path: &str) -> Answered {
    ask(router, Request::get(path).header(header::HOST, HOST).body(Body::empty()).unwrap()).await
}

async fn post(router: &Router, path: &str, body: &str) -> Answered {
    ask(router, Request::post(path).header(header::HOST, HOST).body(Body::from(body.to_owned())).unwrap()).await
}

/// The messages of a stream: names and data.
fn messages(text: &str) -> Vec<(String, Value)> {
    let part = |block: &str, name: &str| {
        block.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
    };
    let blocks = text.split("\n\n").filter(|block| block.contains("event:"));
    blocks.map(|block| (part(block, "event:"), serde_json::from_str(&part(block, "data:")).unwrap())).collect()
}

fn names(messages: &[(String, Value)]) -> Vec<&str> {
    messages.iter().map(|(name, _)| name.as_str()).collect()
}

#[tokio::test]
async fn findings_are_those_of_the_library_to_the_byte() {
    let request = standoff_lab::forecast::request::ForecastRequest {
        runs: 64,
        draws: 8,
        seed: 7,
        command: "standoff forecast two-sided --runs 64 --draws 8 --seed 7".to_owned(),
        ..standoff_lab::forecast::request::ForecastRequest::new(builtin::load("two-sided").unwrap())
    };
    let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
    let expected = format!("{}\n", serde_json::to_string_pretty(&made.findings).unwrap());
    let answered = get(&studio(), "/api/v1/findings?runs=64&draws=8&seed=7").await;
    assert_eq!((answered.status, answered.kind.as_str()), (StatusCode::OK, "application/json"));
    assert_eq!(answered.text, expected);
}

/// An event of the small scenario, as a part of a query.
const EVENT: &str = "event=area,area-held,2025-07-31,,invader,,,250,km2,press,0.95,2025-08-02,,,";

#[tokio::test]
async fn findings_start_from_the_evidence_as_those_of_the_library_do() {
    let scenario = builtin::load("two-sided").unwrap();
    let row = EVENT.trim_start_matches("event=");
    let source = Source::new("log.csv", format!("{}\n{row}\n", standoff_scenario::evidence::header().trim_end()));
    let (log, as_of) = (Log::read(&[source], &scenario).unwrap().0, standoff_scenario::date(2025, 8, 2));
    let plain = ForecastRequest { runs: 32, draws: 4, ..ForecastRequest::new(scenario.clone()) };
    let (size, resolution) = (FilterSize::for_kept_draws(4), Resolution::Coarse);
    let wanted = AssimilationRequest { scenario, log, as_of, size, seed: 1, resolution };
    let (stop, quiet) = (AtomicBool::new(false), |_: &standoff_lab::progress::ProgressStep| ());
    let watch = standoff_lab::progress::ProgressMonitor::new(&stop, &quiet);
    let start = start_on_record(&wanted, Some(&plain), watch).unwrap().unwrap();
    let command = "standoff forecast two-sided --runs 32 --draws 4 --seed 1 --evidence events.csv --as-of 2025-08-02";
    let request = ForecastRequest {
        scenario: start.scenario,
        posterior: Some(start.posterior),
        command: command.to_owned(),
        ..plain
    };
    let made = run_forecast(&request, &stop, &|_| ()).unwrap();
    let expected = format!("{}\n", serde_json::to_string_pretty(&made.findings).unwrap());
    let router = studio();
    let query = format!("runs=32&draws=4&{EVENT}");
    assert_eq!(get(&router, &format!("/api/v1/findings?{query}")).await.text, expected);
    // A look at the same scenario with a number set by hand comes from that record, before the whole answer from its own.
    let told =
        messages(&get(&router, &format!("/api/v1/forecast?{query}&set=front.odds%3D0.6&lever=stalemate")).await.text);
    assert_eq!(names(&told).first().zip(names(&told).last()), Some((&"glance", &"answer")), "{:?}", names(&told));
    assert_eq!(told[0].1["first_look"], Value::Bool(true));
    let whole = &told.last().unwrap().1["findings"];
    assert_eq!((&whole["record"]["events"], whole["levers"][0].as_str()), (&Value::from(1), Some("stalemate")));
    // Without the record nothing is left of it but the events of the query.
    let left_out = get(&router, &format!("/api/v1/findings?{query}&no-record=true")).await;
    let (one, other): (Value, Value) =
        (serde_json::from_str(&left_out.text).unwrap(), serde_json::from_str(&expected).unwrap());
    assert_eq!(one["hold"], other["hold"]);
}

/// A first look does not wait for the whole record: one of its own is taken for it.
#[tokio::test]
async fn a_first_look_comes_before_the_record() {
    let told = messages(&get(&studio(), &format!("/api/v1/forecast?runs=320&draws=32&{EVENT}")).await.text);
    let place = |wanted: &str| names(&told).iter().position(|name| *name == wanted).unwrap();
    assert!(place("glance") < place("progress"), "{:?}", names(&told));
    assert_eq!((&told[0].1["first_look"], &told[0].1["draws"]), (&Value::Bool(true), &Value::from(8)));
    assert_eq!(told[0].1["change"], Value::Null, "it is the scenario as it stands");
}

/// A war without a coalition is not told of one.
#[tokio::test]
async fn mechanisms_name_only_who_takes_part() {
    let described = get(&studio(), "/api/v1/scenario").await;
    let sheet: Value = serde_json::from_str(&described.text).unwrap();
    assert_eq!(sheet["mechanisms"].as_array().unwrap().len(), 7);
    assert!(!sheet["mechanisms"].to_string().contains("coalition"), "{}", sheet["mechanisms"]);
}

/// Two worlds on a record start from the same states, so that nothing but their numbers tells them apart.
#[tokio::test]
async fn two_worlds_on_a_record_are_paired() {
    let world = format!("runs=32&draws=4&{EVENT}").replace('&', "%26").replace('=', "%3D").replace(',', "%2C");
    let same = messages(&get(&studio(), &format!("/api/v1/compare?a={world}&b={world}")).await.text);
    assert_eq!(same.last().unwrap().1["beside"]["touched"]["value"].as_f64(), Some(0.0));
    let set = "%26set%3Dfront.odds%253D0.6";
    let told = messages(&get(&studio(), &format!("/api/v1/compare?a={world}&b={world}{set}")).await.text);
    let touched = told.last().unwrap().1["beside"]["touched"]["value"].as_f64().unwrap();
    assert!(touched > 0.5, "{touched}");
    let refused = get(&studio(), &format!("/api/v1/compare?a={world}&b=runs%3D32%26draws%3D4")).await;
    assert!(refused.text.contains("not-the-same-futures"), "{}", refused.text);
}

/// A change is that of a comparison of the same worlds: the same futures, points and verdict, in every part that knows both.
#[tokio::test]
async fn a_change_is_that_of_a_comparison() {
    let (router, size) = (studio(), "runs=256&draws=16");
    let path = format!("/api/v1/forecast?{size}&set=front.odds%3D0.75");
    let alone = messages(&get(&router, &path).await.text);
    assert_eq!(alone.last().unwrap().1["change"], Value::Null, "the scenario itself has not been answered");
    let asked = get(&router, &format!("/api/v1/change?{size}&set=front.odds%3D0.75")).await;
    let change: Value = serde_json::from_str(&asked.text).unwrap();
    let known = messages(&get(&router, &path).await.text);
    assert_eq!(known.last().unwrap().1["change"], change, "now it has");
    let parts = messages(&get(&router, &format!("/api/v1/forecast?{size}&set=front.odds%3D0.74")).await.text);
    assert_eq!(parts[0].1["change"]["hold"], Value::Array(Vec::new()), "one draw says nothing about an error");
    assert_eq!(parts[0].1["change"]["scenario"].as_array().unwrap().len(), 37);
    assert_eq!(parts[1].1["change"]["hold"].as_array().unwrap().len(), 4);
    let same: Value = serde_json::from_str(&get(&router, &format!("/api/v1/change?{size}")).await.text).unwrap();
    assert_eq!(same, Value::Null);

    let world = size.replace('=', "%3D").replace('&', "%26");
    let compared = format!("/api/v1/compare?a={world}&b={world}%26set%3Dfront.odds%253D0.75");
    let compared = messages(&get(&router, &compared).await.text);
    let outcomes = compared.last().unwrap().1["beside"]["outcomes"].as_array().unwrap().clone();
    let mut both = 0;
    for hold in change["hold"].as_array().unwrap() {
        let name = format!("holds-{}", hold["months"]);
        let Some(outcome) = outcomes.iter().find(|one| one["outcome"] == name.as_str()) else { continue };
        both += 1;
        let figure = |key: &str| outcome["difference"][key].as_f64().unwrap();
        let error = (figure("high") - figure("low")) / 3.92;
        assert_eq!(hold["clear"].as_bool().unwrap(), figure("value").abs() > 2.0 * error, "{hold} {outcome}");
        let apart = (hold["points"].as_f64().unwrap() - 100.0 * figure("value")).abs();
        assert!(apart <= f64::max(0.5, 100.0 * error), "{hold} {outcome}");
    }
    assert!(both >= 2 && change["hold"].as_array().unwrap().iter().any(|hold| hold["clear"] == true), "{change}");
}

#[tokio::test]
async fn a_forecast_is_told_from_a_first_look_to_the_whole() {
    let router = studio();
    let told = messages(&get(&router, "/api/v1/forecast?runs=64&draws=8&seed=7").await.text);
    assert_eq!(names(&told), ["glance", "glance", "answer"]);
    assert_eq!((&told[0].1["central"], &told[1].1["draws"]), (&Value::Bool(true), &Value::from(6)));
    let whole = &told[2].1;
    assert_eq!(whole["findings"]["runs"], 64);
    assert!(whole["document"]["sections"].as_array().unwrap().len() > 5);
    let again = messages(&get(&router, "/api/v1/forecast?runs=64&draws=8&seed=7").await.text);
    assert_eq!(names(&again), ["answer"], "an answer that was given is kept");
    assert_eq!(again[0].1, *whole);
}

#[tokio::test]
async fn what_is_wrong_is_told_before_a_stream_begins() {
    let router = studio();
    let wrong = [
        ("/api/v1/forecast?runs=0", "out-of-range"),
        ("/api/v1/forecast?set=front.speed%3D1", "unknown-path"),
        ("/api/v1/findings?colour=red", "bad-query"),
        ("/api/v1/compare?a=seed%3D1&b=seed%3D2", "not-the-same-futures"),
        ("/api/v1/scenario?scenario=%2Fetc%2Fpasswd", "unknown-scenario"),
        ("/api/v1/events.csv?event=not%20an%20event", "wrong-number-of-cells"),
    ];
    for (path, code) in wrong {
        let answered = get(&router, path).await;
        let failure: Value = serde_json::from_str(&answered.text).unwrap();
        let found = (answered.status, failure["faults"][0]["code"].clone());
        assert_eq!(found, (StatusCode::BAD_REQUEST, Value::from(code)), "{path}");
    }
}

#[tokio::test]
async fn two_worlds_are_told_apart() {
    let path = "/api/v1/compare?a=runs%3D64%26draws%3D8&b=runs%3D64%26draws%3D8%26set%3Dfront.odds%253D0.6";
    let told = messages(&get(&studio(), path).await.text);
    assert_eq!(names(&told), ["glance", "answer"]);
    let found = &told[1].1;
    assert_eq!((&found["beside"]["draws"], &found["beside"]["runs"]), (&Value::from(8), &Value::from(64)));
    assert!(found["beside"]["touched"]["value"].as_f64().unwrap() > 0.5);
    assert_eq!(found["futures"][0].as_array().unwrap().len(), 20);
    assert!(found["commands"][1].as_str().unwrap().contains("--set front.odds=0.6"), "{}", found["commands"]);
    assert_eq!((&told[0].1["sketch"], &found["sketch"]), (&Value::from(true), &Value::from(false)));
    let refused = get(&studio(), "/api/v1/compare?a=runs%3D64&b=runs%3D64%26as-of%3D2025-06-01").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("not-the-same-futures"), "{}", refused.text);
}

/// The answers by date come with the section of the brief, and the last of them is the forecast.
#[tokio::test]
async fn the_answers_are_followed_along_the_record() {
    let router = studio();
    let query = format!("runs=32&draws=4&{EVENT}");
    let told = messages(&get(&router, &format!("/api/v1/history?{query}")).await.text);
    assert_eq!(names(&told).last(), Some(&"answer"), "{:?}", told.last());
    let found = &told.last().unwrap().1;
    let dates = found["dates"].as_array().unwrap();
    assert_eq!((dates.len(), &dates[0]["date"]), (3, &Value::from("2025-06-02")));
    assert_eq!((&dates[1]["planned_anew"], &dates[2]["planned_anew"]), (&Value::from(false), &Value::from(true)));
    let held =
        dates[2]["answers"].as_array().unwrap().iter().find(|one| one["title"] == "the line holds for 12 months");
    let whole = messages(&get(&router, &format!("/api/v1/forecast?{query}")).await.text);
    let strip = whole.last().unwrap().1["strip"].as_array().unwrap().clone();
    let year = strip.iter().find(|one| one["months"] == 12).unwrap();
    assert_eq!(held.unwrap()["chance"], year["chance"]);
    assert_eq!(
        (&found["section"]["slug"], found["command"].as_str().unwrap().contains("standoff history two-sided")),
        (&"history".into(), true)
    );
    for (path, code) in
        [("/api/v1/history?runs=32&draws=4", "no-record"), ("/api/v1/history?lever=stalemate", "plain-world")]
    {
        let refused = get(&router, path).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.text.contains(code), "{}", refused.text);
    }
}

/// What is kept of a world with the parts that take games of their own does not become the plain answer.
#[tokio::test]
async fn a_download_does_not_depend_on_what_was_asked_before() {
    let router = studio();
    let plain = get(&router, "/api/v1/brief.html?runs=64&draws=8").await;
    let whole = get(&router, "/api/v1/brief/brief.html?runs=64&draws=8").await;
    assert_eq!((plain.status, whole.status), (StatusCode::OK, StatusCode::OK));
    assert!(whole.text.len() > plain.text.len());
    assert_eq!(get(&router, "/api/v1/brief.html?runs=64&draws=8").await.text, plain.text);
    assert_eq!(get(&studio(), "/api/v1/brief/brief.html?runs=64&draws=8").await.text, whole.text);
}

#[tokio::test]
async fn only_the_page_itself_may_ask() {
    let router = studio();
    let from = |name: &'static str, value: &'static str| {
        Request::get("/api/v1/scenarios").header(header::HOST, HOST).header(name, value).body(Body::empty()).unwrap()
    };
    assert_eq!(ask(&router, from("origin", "http://127.0.0.1:7420")).await.status, StatusCode::OK);
    assert_eq!(ask(&router, from("origin", "http://evil.example")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ask(&router, from("sec-fetch-site", "cross-site")).await.status, StatusCode::FORBIDDEN);
    let renamed = Request::get("/").header(header::HOST, "evil.example:7420").body(Body::empty()).unwrap();
    assert_eq!(ask(&router, renamed).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_page_and_its_parts_are_in_the_program() {
    let router = studio();
    let page = get(&router, "/").await;
    assert_eq!((page.status, page.kind.as_str()), (StatusCode::OK, "text/html; charset=utf-8"));
    let parts = page.text.split('"').filter(|part| part.starts_with("/assets/") || *part == "/pictures.css");
    let parts: Vec<&str> = parts.collect();
    assert!(parts.len() >= 3, "{parts:?}");
    for part in parts {
        assert_eq!(get(&router, part).await.status, StatusCode::OK, "{part}");
    }
    for path in ["/assets/..%2Findex.html", "/assets/%2Fetc%2Fpasswd", "/assets/none.js", "/etc/passwd"] {
        assert_eq!(get(&router, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_bundle_is_an_archive_of_the_same_bytes() {
    let path = "/api/v1/bundle.zip?runs=64&draws=8";
    let (one, other) = (get(&studio(), path).await, get(&studio(), path).await);
    assert_eq!((one.status, one.kind.as_str()), (StatusCode::OK, "application/zip"));
    for file in ["findings.json", "brief.html", "scenario.toml", "manifest.json"] {
        assert!(one.text.contains(file), "{file}");
    }
    assert_eq!(one.text, other.text);
}

#[tokio::test]
async fn too_much_is_turned_away() {
    let router = studio();
    let long = format!("/api/v1/scenario?scenario={}", "x".repeat(40_000));
    assert_eq!(get(&router, &long).await.status, StatusCode::URI_TOO_LONG);
    let large = post(&router, "/api/v1/game", &"x".repeat(2 << 20)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// Every route of the description answers with a status that it names, whatever it is asked.
#[tokio::test]
async fn the_description_is_true() {
    let router = studio();
    let described: Value = serde_json::from_str(&get(&router, "/api/v1/openapi.json").await.text).unwrap();
    assert_eq!(described["info"]["version"], "1");
    let paths = described["paths"].as_object().unwrap();
    assert!(paths.len() >= 14, "{:?}", paths.keys());
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().unwrap() {
            let answered = match method.as_str() {
                "post" => post(&router, path, "{}").await,
                _ => get(&router, &format!("{path}?runs=x")).await,
            };
            let status = answered.status.as_u16().to_string();
            let named = operation["responses"].get(&status).is_some();
            assert!(named, "{method} {path} answers {status}: {}", answered.text);
        }
    }
}

/// The committed description, from which the page's types are generated. `STANDOFF_BLESS=1` writes it.
#[test]
fn the_committed_description_is_that_of_the_interface() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/openapi.json");
    let described = description();
    if std::env::var_os("STANDOFF_BLESS").is_some() {
        std::fs::write(path, &described).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let hint = "run `STANDOFF_BLESS=1 cargo test -p standoff-studio description`, then `npm run types --prefix web`";
    assert!(committed == described, "web/openapi.json is not the description of the interface: {hint}");
}

#[tokio::test]
async fn the_description_is_served() {
    let served: Value = serde_json::from_str(&get(&studio(), "/api/v1/openapi.json").await.text).unwrap();
    assert_eq!(served, serde_json::from_str::<Value>(&description()).unwrap());
}

#[tokio::test]
async fn a_game_is_begun_played_and_debriefed() {
    let router = studio();
    let begun = get(&router, "/api/v1/game?chair=defender&seed=7&set=front.odds%3D0.6").await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.text);
    let mut game: Value = serde_json::from_str(&begun.text).unwrap();
    game["months"] = serde_json::json!([{"accept": []}, {}]);
    let played = post(&router, "/api/v1/game", &game.to_string()).await;
    let found: Value = serde_json::from_str(&played.text).unwrap();
    assert_eq!((&found["position"]["month"], &found["options"]["month"]), (&Value::from(2), &Value::from(3)));
    assert_eq!(post(&router, "/api/v1/game", &game.to_string()).await.text, played.text, "the same bytes");
    let told = messages(&post(&router, "/api/v1/debrief", &game.to_string()).await.text);
    let (name, debrief) = told.last().unwrap();
    assert_eq!((name.as_str(), &debrief["debrief"]["futures"]), ("answer", &Value::from(1000)));
    game["months"] = serde_json::json!([{"posture": "presses"}]);
    let refused = post(&router, "/api/v1/game", &game.to_string()).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("not-this-chair"), "{}", refused.text);
    assert!(get(&router, "/api/v1/game?chair=king").await.text.contains("unknown-chair"));
}
