//! Pages over generated articles: the shared work, one page of each weight, and all of them.
//! `cargo bench --bench render`

use dossier::config::{Config, Input};
use dossier::model::{Library, PageId, PageKind, Site};
use dossier::render::{Renderer, Theme};
use dossier::report::Report;
use dossier::{Silent, link, pipeline};

fn main() {
    divan::main();
}

const ARTICLES: usize = 200;
const SUBJECTS: [&str; 8] = ["harbour", "railway", "budget", "election", "drought", "museum", "satellite", "vaccine"];
const VERBS: [&str; 6] = ["opened", "expanded", "delayed", "reviewed", "approved", "questioned"];

struct World {
    library: Library,
    site: Site,
    config: Config,
    report: Report,
}

impl World {
    fn renderer(&self) -> Renderer {
        let theme = Theme::load(&self.config).expect("the theme loads");
        Renderer::new(theme, Vec::new(), &self.library, &self.site, &self.config, &self.report)
            .expect("the templates compile")
    }

    fn first(&self, wanted: impl Fn(&PageKind) -> bool) -> PageId {
        self.site.pages.iter().find(|(_, page)| wanted(&page.kind)).map(|(id, _)| id).expect("there is such a page")
    }

    fn bytes(&self, renderer: &Renderer, page: PageId) -> usize {
        renderer.render(page, &self.library, &self.site, &self.config, &self.report).expect("it renders").len()
    }
}

/// Articles of twelve paragraphs with names and topics, read, analysed and linked once a process.
fn world() -> &'static World {
    static WORLD: std::sync::OnceLock<World> = std::sync::OnceLock::new();
    WORLD.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for n in 0..ARTICLES {
            let (subject, other) = (SUBJECTS[n % 8], SUBJECTS[(n / 8 + 3) % 8]);
            let mut text = format!("The City {subject} plan, part {n}\n\nBy Jane Writer{n}\n\n2 March 20{:02}\n\n", n % 24);
            for p in 0..12 {
                let verb = VERBS[(n + p) % 6];
                text.push_str(&format!(
                    "The {subject} commission {verb} the {other} proposal number {p} on Monday, said Maria Keller{}, who \
                     leads the Institute for {subject} Studies. Officials had asked for more time, and the United \
                     Nations sent observers to the talks about the {other} in the first week.\n\n",
                    n % 17
                ));
            }
            text.push_str("Share this article\n\nLeave a comment\n\nYour email address will not be published.\n");
            std::fs::write(folder.path().join(format!("{n:05}.txt")), text).expect("a file is written");
        }
        let config = Config::new(Input::Folder(folder.path().to_path_buf()));
        let (library, report) = pipeline::library(&config, &Silent).expect("the articles are usable");
        let assets = Theme::load(&config).expect("the theme loads").asset_names();
        let (site, _) = link::link(&library, &assets, &config);
        World { library, site, config, report }
    })
}

#[divan::bench]
fn what_all_pages_share(bencher: divan::Bencher) {
    let world = world();
    bencher.bench(|| world.renderer());
}

#[divan::bench]
fn an_article(bencher: divan::Bencher) {
    let world = world();
    let renderer = world.renderer();
    let page = world.first(|kind| matches!(kind, PageKind::Article(_)));
    bencher.bench(|| world.bytes(&renderer, page));
}

#[divan::bench]
fn a_list_of_articles(bencher: divan::Bencher) {
    let world = world();
    let renderer = world.renderer();
    let page = world.first(|kind| matches!(kind, PageKind::Articles(_)));
    bencher.bench(|| world.bytes(&renderer, page));
}

#[divan::bench]
fn the_first_page(bencher: divan::Bencher) {
    let world = world();
    let renderer = world.renderer();
    let page = world.first(|kind| matches!(kind, PageKind::Home));
    bencher.bench(|| world.bytes(&renderer, page));
}

#[divan::bench(sample_count = 20)]
fn every_page(bencher: divan::Bencher) {
    let world = world();
    let renderer = world.renderer();
    let pages: Vec<PageId> = world.site.pages.iter().filter(|(_, p)| p.kind.is_html()).map(|(id, _)| id).collect();
    bencher.bench(|| pages.iter().map(|page| world.bytes(&renderer, *page)).sum::<usize>());
}
