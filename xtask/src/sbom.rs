//! What a release is made of: a software bill of materials, CycloneDX 1.6.
//!
//! Every crate that is compiled into the page or the package is in it, with its licence and the hash under which it was downloaded. No
//! time and no random number: the same sources give the same list.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::project;
use crate::run::{cargo, command, output_of};

/// What is shipped as wasm.
const SHIPPED: [&str; 2] = ["smtp-lens-app", "smtp-lens-wasm"];

/// The list, as JSON.
pub fn write() -> Result<String> {
    let metadata = output_of(cargo().args([
        "metadata",
        "--format-version=1",
        "--locked",
        "--filter-platform=wasm32-unknown-unknown",
    ]))
    .context("cargo does not say what the project is made of")?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo writes JSON")?;
    let lock = fs::read_to_string(project::root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let rust = output_of(command("rustc").arg("--version")).unwrap_or_default();
    let list = list(&metadata, &checksums(&lock), rust.split(' ').nth(1).unwrap_or_default())?;
    serde_json::to_string_pretty(&list).context("the list can be written")
}

fn list(metadata: &Value, checksums: &BTreeMap<(String, String), String>, rust: &str) -> Result<Value> {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, &Value> = array(&metadata["packages"])?.map(|it| (text(it, "id"), it)).collect();
    let nodes: BTreeMap<String, &Value> = array(&metadata["resolve"]["nodes"])?
        .map(|it| (text(it, "id"), it))
        .collect();

    let mut seen = BTreeMap::new();
    let mut waiting: Vec<String> = packages
        .iter()
        .filter(|(_, it)| SHIPPED.contains(&text(it, "name").as_str()))
        .map(|(id, _)| id.clone())
        .collect();
    while let Some(id) = waiting.pop() {
        if seen.contains_key(&id) {
            continue;
        }
        let node = nodes
            .get(&id)
            .with_context(|| format!("cargo names {id} and does not say what it needs"))?;
        let needs: BTreeSet<String> = array(&node["deps"])?
            .filter(|it| {
                it["dep_kinds"]
                    .as_array()
                    .is_some_and(|it| it.iter().any(|it| it["kind"].is_null()))
            })
            .map(|it| text(it, "pkg"))
            .collect();
        waiting.extend(needs.iter().cloned());
        seen.insert(id, needs);
    }

    let reference = |id: &str| {
        let package = packages[id];
        format!("pkg:cargo/{}@{}", text(package, "name"), text(package, "version"))
    };
    let mut components: BTreeMap<String, Value> = BTreeMap::new();
    let mut dependencies: BTreeMap<String, Value> = BTreeMap::new();
    for (id, needs) in &seen {
        let package = packages[id.as_str()];
        let (name, version) = (text(package, "name"), text(package, "version"));
        let mut component = json!({
            "type": "library",
            "bom-ref": reference(id),
            "name": name,
            "version": version,
            "purl": reference(id),
        });
        if let Some(license) = package["license"].as_str() {
            component["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
        }
        if let Some(repository) = package["repository"].as_str() {
            component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
        }
        if let Some(checksum) = checksums.get(&(name, version)) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        components.insert(reference(id), component);
        let needs: Vec<String> = needs.iter().map(|it| reference(it)).collect();
        dependencies.insert(reference(id), json!({ "ref": reference(id), "dependsOn": needs }));
    }
    let standard = format!("pkg:generic/rust-std@{rust}");
    components.insert(
        standard.clone(),
        json!({ "type": "library", "bom-ref": standard, "name": "rust-std", "version": rust, "purl": standard,
                "licenses": [{ "expression": "MIT OR Apache-2.0" }] }),
    );
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "smtp-lens",
                "name": "smtp-lens",
                "version": env!("CARGO_PKG_VERSION"),
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            }
        },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": dependencies.into_values().collect::<Vec<_>>(),
    }))
}

fn array(value: &Value) -> Result<std::slice::Iter<'_, Value>> {
    Ok(value.as_array().context("cargo writes a list here")?.iter())
}

/// The hash of every crate's archive, as Cargo.lock has it.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    lock.split("[[package]]")
        .filter_map(|package| {
            let value = |key: &str| {
                let (_, after) = package.split_once(&format!("\n{key} = \""))?;
                after.split('"').next().map(str::to_owned)
            };
            Some(((value("name")?, value("version")?), value("checksum")?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{checksums, list};
    use serde_json::json;

    #[test]
    fn what_is_compiled_in_is_listed_and_nothing_else() {
        let metadata = json!({
            "packages": [
                { "id": "app", "name": "smtp-lens-app", "version": "1.0.0", "license": "MIT" },
                { "id": "a", "name": "a", "version": "2.0.0", "license": "MIT/Apache-2.0", "repository": "https://example.com/a" },
                { "id": "test", "name": "test", "version": "3.0.0" },
            ],
            "resolve": { "nodes": [
                { "id": "app", "deps": [
                    { "pkg": "a", "dep_kinds": [{ "kind": null }] },
                    { "pkg": "test", "dep_kinds": [{ "kind": "dev" }] },
                ] },
                { "id": "a", "deps": [] },
                { "id": "test", "deps": [] },
            ] },
        });
        let lock = "[[package]]\nname = \"a\"\nversion = \"2.0.0\"\nchecksum = \"00ff\"\n\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n";
        let list = list(&metadata, &checksums(lock), "1.2.3").expect("it can be listed");
        let names: Vec<&str> = list["components"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|it| it["name"].as_str())
            .collect();
        assert_eq!(names, ["a", "smtp-lens-app", "rust-std"]);
        assert_eq!(list["components"][0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(list["components"][0]["hashes"][0]["content"], "00ff");
        assert_eq!(list["dependencies"][1]["dependsOn"][0], "pkg:cargo/a@2.0.0");
    }
}
