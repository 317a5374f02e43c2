//! The server as a browser, a page of another site and a rude client meet it.

use dossier::Request;
use dossier::serve::{Options, Server};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

struct Site {
    server: Server,
    folder: TempDir,
}

fn article(title: &str) -> String {
    format!(
        "{title}\n\nThe harbour opened on Tuesday after two years of work, the port authority said in a statement.\n\n\
         Ships from four countries are expected in the first week, and the ferry will sail twice a day.\n"
    )
}

fn start(folder: &Path) -> Server {
    let request = Request { folder: Some(folder.join("in")), out: Some(folder.join("site")), ..Request::default() };
    Server::start(request, Options { port: Some(0) }, &dossier::Silent, |_| {}).unwrap()
}

fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/a.txt"), article("The Harbour Opens")).unwrap();
    fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    Site { server: start(folder.path()), folder }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Sends these bytes and reads until the server closes.
fn raw(address: SocketAddr, bytes: &[u8]) -> Answer {
    let mut stream = connect(address);
    stream.write_all(bytes).unwrap();
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let end = all.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(all.len());
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    Answer { status, head, body: all.get(end + 4..).unwrap_or_default().to_vec() }
}

impl Site {
    fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        let address = self.server.address();
        let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|h| h.to_ascii_lowercase().starts_with("host:")) {
            text.push_str(&format!("Host: {address}\r\n"));
        }
        headers.iter().for_each(|h| text.push_str(&format!("{h}\r\n")));
        raw(address, format!("{text}\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Asks until the answer is as wanted.
    fn wait_for(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            assert!(begun.elapsed() < PATIENCE, "{path} is not as wanted: {}", answer.head);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.path().join("in").join(path), text).unwrap();
    }
}

/// Reads from an open channel until a text has come.
fn read_until(stream: &mut TcpStream, wanted: &str) -> String {
    let mut seen = String::new();
    let mut buffer = [0; 4096];
    while !seen.contains(wanted) {
        let n = stream.read(&mut buffer).unwrap_or_else(|e| panic!("{e} after {seen:?}"));
        assert!(n > 0, "closed after {seen:?}");
        seen.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
    seen
}

#[test]
fn the_built_site_is_served() {
    let site = site();
    let home = site.get("/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(home.header("cache-control"), Some("no-cache"));
    assert_eq!(home.header("access-control-allow-origin"), None);
    assert!(home.text().contains("The Harbour Opens"));
    assert_eq!(site.get("/index.html").body, home.body);
    assert_eq!(site.get("/?q=harbour").body, home.body);
    assert_eq!(site.get("/articles/").status, 200);
    let bare = site.get("/articles");
    assert_eq!((bare.status, bare.header("location")), (308, Some("/articles/")));
    let missing = site.get("/nowhere.html");
    assert_eq!(missing.status, 404);
    assert_eq!(missing.header("content-type"), Some("text/html; charset=utf-8"));
}

#[test]
fn only_our_own_names_are_answered() {
    let site = site();
    let port = site.server.address().port();
    for own in ["localhost", "127.0.0.1", "[::1]", "LocalHost"] {
        assert_eq!(site.ask("GET", "/", &[&format!("Host: {own}:{port}")]).status, 200, "{own}");
    }
    for other in ["evil.example", &format!("evil.example:{port}"), "localhost", "127.0.0.1:1", "localhost:x"] {
        let answer = site.ask("GET", "/", &[&format!("Host: {other}")]);
        assert_eq!(answer.status, 421, "{other}");
        assert!(!answer.text().contains("Harbour"));
    }
    let address = site.server.address();
    assert_eq!(raw(address, b"GET / HTTP/1.0\r\n\r\n").status, 421);
    let two = format!("Host: localhost:{port}");
    assert_eq!(site.ask("GET", "/", &[&two, "Host: evil.example"]).status, 421);
    assert_eq!(site.ask("GET", "http://evil.example/", &[&two]).status, 421);
}

#[test]
fn it_can_only_be_read() {
    let site = site();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = site.ask(method, "/", &["Content-Length: 0"]);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let get = site.get("/");
    let head = site.ask("HEAD", "/", &[]);
    assert_eq!(head.status, 200);
    assert!(head.body.is_empty());
    assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()));
    assert_eq!(head.header("etag"), get.header("etag"));
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let site = site();
    let first = site.get("/");
    let tag = first.header("etag").unwrap().to_string();
    for tags in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
        let answer = site.ask("GET", "/", &[&format!("If-None-Match: {tags}")]);
        assert_eq!(answer.status, 304, "{tags}");
        assert!(answer.body.is_empty());
        assert_eq!(answer.header("etag"), Some(tag.as_str()));
    }
    assert_eq!(site.ask("GET", "/", &["If-None-Match: \"x\""]).status, 200);
    site.write("a.txt", &article("The Harbour Closes"));
    let second = site.wait_for("/", |a| a.text().contains("The Harbour Closes"));
    assert_ne!(second.header("etag"), Some(tag.as_str()));
}

#[test]
fn a_part_can_be_asked_for() {
    let site = site();
    let whole = site.get("/");
    let length = whole.body.len();
    let tag = whole.header("etag").unwrap();
    let part = |range: &str| site.ask("GET", "/", &[&format!("Range: {range}")]);
    for (range, from, to) in [
        ("bytes=0-9", 0, 10),
        ("bytes=5-", 5, length),
        ("bytes=-7", length - 7, length),
        ("bytes=3-99999999", 3, length),
    ] {
        let answer = part(range);
        assert_eq!(answer.status, 206, "{range}");
        assert_eq!(answer.body, whole.body[from..to], "{range}");
        let content = format!("bytes {from}-{}/{length}", to - 1);
        assert_eq!(answer.header("content-range"), Some(content.as_str()), "{range}");
    }
    let outside = part(&format!("bytes={length}-"));
    assert_eq!(outside.status, 416);
    assert_eq!(outside.header("content-range"), Some(format!("bytes */{length}").as_str()));
    for whole in ["bytes=0-1, 4-5", "bytes=9-2", "lines=1-2", "bytes=x"] {
        assert_eq!(part(whole).status, 200, "{whole}");
    }
    assert_eq!(site.ask("GET", "/", &["Range: bytes=0-9", "If-Range: \"x\""]).status, 200);
    assert_eq!(site.ask("GET", "/", &["Range: bytes=0-9", &format!("If-Range: {tag}")]).status, 206);
}

#[test]
fn no_path_leads_out_of_the_site() {
    let site = site();
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/articles/../../secret.txt",
        "/articles/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/a.txt",
        "/in/a.txt",
        "/index.html%00",
        "/%ff%fe",
        "/%",
        "/./index.html",
    ] {
        let answer = site.get(path);
        assert!(answer.status == 404 || answer.status == 400, "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret") && !answer.text().contains("root:"), "{path}");
    }
}

#[test]
fn pages_carry_the_reload_script_and_may_ask_its_channel() {
    let site = site();
    let page = site.get("/").text();
    let script = page.split("<script src=\"").find(|part| part.starts_with("/__dossier/reload.js?")).unwrap();
    let script = script.split('"').next().unwrap();
    let answer = site.get(script);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert!(answer.text().contains("EventSource") && !answer.text().contains("innerHTML"));
    assert!(page.contains("connect-src 'self'"));
    assert!(!page.contains("unsafe-"));
    // Only pages are touched.
    let style = page.split("href=\"").find(|part| part.contains(".css")).unwrap().split('"').next().unwrap();
    assert!(!site.get(&format!("/{style}")).text().contains("__dossier"));
}

#[test]
fn the_channel_tells_of_a_rebuild_and_is_closed_to_other_sites() {
    let site = site();
    for header in ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"] {
        assert_eq!(site.ask("GET", "/__dossier/reload", &[header]).status, 403, "{header}");
    }
    let address = site.server.address();
    let mut channel = connect(address);
    let request = format!("GET /__dossier/reload HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\r\n");
    channel.write_all(request.as_bytes()).unwrap();
    let first = read_until(&mut channel, "event: site\ndata: ");
    assert!(first.contains("text/event-stream"), "{first}");
    site.write("b.txt", &article("A Second Harbour"));
    read_until(&mut channel, "-1\n\n");
    assert!(site.get("/").text().contains("A Second Harbour"), "what is told of can be had");
}

#[test]
fn a_failed_rebuild_keeps_the_last_good_site_and_says_why() {
    let site = site();
    let address = site.server.address();
    let mut channel = connect(address);
    channel.write_all(format!("GET /__dossier/reload HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes()).unwrap();
    site.write("overrides.toml", "[\"a.txt\"]\ntilte = \"x\"\n");
    let told = read_until(&mut channel, "tilte");
    assert!(told.contains("event: failed"), "{told}");
    assert!(site.get("/").text().contains("The Harbour Opens"));
    site.write("overrides.toml", "[\"a.txt\"]\ntitle = \"The Harbour Is Corrected\"\n");
    site.wait_for("/", |a| a.text().contains("The Harbour Is Corrected"));
}

#[test]
fn the_folder_may_go_away_and_come_back() {
    let site = site();
    let (folder, away) = (site.folder.path().join("in"), site.folder.path().join("away"));
    let address = site.server.address();
    let mut channel = connect(address);
    channel.write_all(format!("GET /__dossier/reload HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes()).unwrap();
    fs::rename(&folder, &away).unwrap();
    read_until(&mut channel, "event: failed");
    assert!(site.get("/").text().contains("The Harbour Opens"));
    fs::write(away.join("a.txt"), article("The Harbour Is Back")).unwrap();
    fs::rename(&away, &folder).unwrap();
    site.wait_for("/", |a| a.text().contains("The Harbour Is Back"));
    // And it is watched again.
    site.write("a.txt", &article("The Harbour Is Watched"));
    site.wait_for("/", |a| a.text().contains("The Harbour Is Watched"));
}

#[test]
fn rude_clients_do_not_stop_it() {
    let site = site();
    let address = site.server.address();
    // Headers without end are cut off.
    let mut endless = format!("GET / HTTP/1.1\r\nHost: {address}\r\n").into_bytes();
    (0..5000).for_each(|i| endless.extend(format!("X-{i}: {}\r\n", "x".repeat(50)).bytes()));
    let mut stream = connect(address);
    let _ = stream.write_all(&endless);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_eq!(raw(address, b"\x00\x01\x02\xff\r\n\r\n").status, 400);
    // More connections than are kept: the idle ones make room.
    let idle: Vec<TcpStream> = (0..300).map(|_| connect(address)).collect();
    assert_eq!(site.get("/").status, 200);
    drop(idle);
}

#[test]
fn it_ends_when_it_is_dropped() {
    let site = site();
    let address = site.server.address();
    drop(site.server);
    let begun = Instant::now();
    while TcpStream::connect(address).is_ok() {
        assert!(begun.elapsed() < PATIENCE, "still listening");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_port_that_is_taken_is_said() {
    let site = site();
    let port = site.server.address().port();
    let request = Request { folder: Some(site.folder.path().join("in")), ..Request::default() };
    let error = Server::start(request, Options { port: Some(port) }, &dossier::Silent, |_| {}).err().unwrap();
    assert!(error.to_string().contains(&port.to_string()), "{error}");
}
