//! The sandbox that learners' programs run in: `src/web/sandbox`, as Rust sees it.

use super::web;
use js_sys::{Array, Object, Reflect, Uint8Array};
use practice::judge::{Ended, Outcome};
use practice::language::Language;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::Callback;

#[wasm_bindgen]
extern "C" {
    /// The module.
    type Module;
    #[wasm_bindgen(method, catch, js_name = createSandbox)]
    fn create(this: &Module, assets: &JsValue) -> Result<JsSandbox, JsValue>;

    #[derive(Clone)]
    type JsSandbox;
    #[wasm_bindgen(method, catch)]
    async fn warm(this: &JsSandbox, language: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn open(this: &JsSandbox, language: &str, program: &JsValue) -> JsProgram;
    #[wasm_bindgen(method, js_name = openShell)]
    fn open_shell(this: &JsSandbox, job: &JsValue) -> JsValue;
    #[wasm_bindgen(method, js_name = inspectModule)]
    fn inspect_module(this: &JsSandbox, bytes: &Uint8Array) -> Option<String>;

    #[derive(Clone)]
    type JsProgram;
    #[wasm_bindgen(method, catch)]
    async fn run(this: &JsProgram, job: &JsValue, on_output: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn stop(this: &JsProgram);
    #[wasm_bindgen(method)]
    fn close(this: &JsProgram);
}

/// Files that a program sees, shared between the runs of many cases.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tree {
    /// (path, bytes), in directory order.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Directories that hold nothing.
    pub(crate) empty_dirs: Vec<String>,
}

/// Everything that one run needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Job {
    pub(crate) args: Vec<String>,
    pub(crate) env: BTreeMap<String, String>,
    pub(crate) stdin: Vec<u8>,
    /// The trees that it sees, later ones over earlier ones.
    pub(crate) trees: Vec<Rc<Tree>>,
    /// The deadline, start-up not counted.
    pub(crate) seconds: f64,
}

/// A learner's program: file names and contents, the main file first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    /// Text, for an interpreter.
    Text(Vec<(String, String)>),
    /// A WASI module.
    Module(String, Rc<Vec<u8>>),
}

/// A piece of output: which stream (1 or 2), and its bytes.
pub(crate) type OnOutput = Callback<(u8, Vec<u8>)>;

thread_local! {
    /// One sandbox serves the page: a warm worker is worth keeping.
    static SANDBOX: RefCell<Option<Sandbox>> = const { RefCell::new(None) };
}

/// A handle on the sandbox; clones share it.
#[derive(Clone)]
pub(crate) struct Sandbox(JsSandbox);

impl Sandbox {
    /// The page's sandbox, made on first use.
    ///
    /// # Errors
    /// A sentence for the reader.
    pub(crate) async fn get() -> Result<Self, String> {
        if let Some(sandbox) = SANDBOX.with_borrow(Clone::clone) {
            return Ok(sandbox);
        }
        let module: Module = web::module("sandbox").await?.unchecked_into();
        // Another caller may have been faster.
        if let Some(sandbox) = SANDBOX.with_borrow(Clone::clone) {
            return Ok(sandbox);
        }
        let assets = Object::new();
        for (name, url) in &web::index().await?.assets {
            web::set(&assets, name, &super::location::absolute(url).into());
        }
        let sandbox = module
            .create(&assets)
            .map(Self)
            .map_err(|error| web::words(&error))?;
        SANDBOX.set(Some(sandbox.clone()));
        Ok(sandbox)
    }

    /// Starts a worker for a language, so that the first run doesn't wait for it.
    ///
    /// # Errors
    /// Why it can't be had, for the reader.
    pub(crate) async fn warm(&self, language: Language) -> Result<(), String> {
        let warmed = self.0.warm(language.name()).await;
        warmed.map(drop).map_err(|error| web::words(&error))
    }

    /// Takes a program, to be run any number of times.
    pub(crate) fn open(&self, language: Language, source: &Source) -> Program {
        let files = Array::new();
        match source {
            Source::Text(texts) => {
                for (name, text) in texts {
                    files.push(&Array::of2(&name.into(), &text.into()));
                }
            }
            Source::Module(name, bytes) => {
                let bytes = Uint8Array::from(bytes.as_slice());
                files.push(&Array::of2(&name.into(), &bytes));
            }
        }
        Program(self.0.open(language.name(), &files))
    }

    /// An interactive shell on a job's files: what the terminal takes.
    pub(crate) fn open_shell(&self, job: &Job) -> JsValue {
        self.0.open_shell(&object(job))
    }

    /// What is wrong with a WASI module; nothing when it can run.
    pub(crate) fn inspect_module(&self, bytes: &[u8]) -> Option<String> {
        self.0.inspect_module(&Uint8Array::from(bytes))
    }
}

/// A program in the sandbox.
#[derive(Clone)]
pub(crate) struct Program(JsProgram);

impl Program {
    /// Runs it; output is told as it comes.
    pub(crate) async fn run(&self, job: &Job, on_output: Option<OnOutput>) -> Outcome {
        let told = on_output.map(|tell| {
            Closure::<dyn Fn(u8, Uint8Array)>::new(move |stream, bytes: Uint8Array| {
                tell.emit((stream, bytes.to_vec()));
            })
        });
        let function = told
            .as_ref()
            .map_or(JsValue::UNDEFINED, |closure| closure.as_ref().clone());
        let given = self.0.run(&object(job), &function).await;
        given.map_or_else(
            |error| Outcome {
                ended: Ended::Broke(web::words(&error)),
                stdout: Vec::new(),
                stderr: Vec::new(),
                dropped_bytes: 0,
                dropped_lines: 0,
                seconds: 0.0,
            },
            |given| outcome(&given),
        )
    }

    /// Ends a run at once.
    pub(crate) fn stop(&self) {
        self.0.stop();
    }

    /// Gives its worker back.
    pub(crate) fn close(&self) {
        self.0.close();
    }
}

/// A job as the module takes it.
fn object(job: &Job) -> JsValue {
    let strings = |list: &mut dyn Iterator<Item = &String>| {
        list.map(|text| JsValue::from_str(text)).collect::<Array>()
    };
    let object = Object::new();
    web::set(&object, "args", &strings(&mut job.args.iter()));
    let env = job.env.iter();
    let env: Array = env
        .map(|(name, value)| Array::of2(&name.into(), &value.into()))
        .collect();
    web::set(&object, "env", &env);
    web::set(&object, "stdin", &Uint8Array::from(job.stdin.as_slice()));
    // A later tree lies over an earlier one, in the earlier one's place.
    let mut order: Vec<&String> = Vec::new();
    let mut last: BTreeMap<&String, &Vec<u8>> = BTreeMap::new();
    for (path, bytes) in job.trees.iter().flat_map(|tree| &tree.files) {
        if last.insert(path, bytes).is_none() {
            order.push(path);
        }
    }
    let files: Array = order
        .into_iter()
        .filter_map(|path| {
            let bytes = Uint8Array::from(last.get(path)?.as_slice());
            Some(Array::of2(&path.into(), &bytes))
        })
        .collect();
    web::set(&object, "files", &files);
    let mut dirs = job.trees.iter().flat_map(|tree| &tree.empty_dirs);
    web::set(&object, "dirs", &strings(&mut dirs));
    web::set(&object, "seconds", &job.seconds.into());
    object.into()
}

/// How a run went, as the module tells it.
fn outcome(given: &JsValue) -> Outcome {
    let field = |name: &str| Reflect::get(given, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let number = |name: &str| field(name).as_f64().unwrap_or_default();
    let bytes = |name: &str| {
        field(name)
            .dyn_into::<Uint8Array>()
            .map(|bytes| bytes.to_vec())
            .unwrap_or_default()
    };
    let end = field("end").as_string().unwrap_or_default();
    let ended = match end.as_str() {
        "exited" => Ended::Exited(number("status") as i32),
        "timeout" => Ended::Timeout,
        "stopped" => Ended::Stopped,
        _ => Ended::Broke(field("reason").as_string().unwrap_or_default()),
    };
    Outcome {
        ended,
        stdout: bytes("stdout"),
        stderr: bytes("stderr"),
        dropped_bytes: number("droppedBytes") as u64,
        dropped_lines: number("droppedLines") as u64,
        seconds: number("seconds"),
    }
}
