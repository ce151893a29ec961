# Everything that must pass.
all:
    .ci/run

# Tests.
test:
    cargo test --locked

# Style.
lint:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings

# docs/commands from --help.
commands:
    MASAM_UPDATE_DOCS=1 cargo test --locked --test suite commands

# Pictures of the documents, from the examples.
pictures:
    cargo build --release --locked
    docs/pictures.sh target/release/masam

# Golden numbers from R; needs R and its survey package.
golden:
    LC_ALL=C.UTF-8 Rscript tests/golden/make.R tests/golden

# Licences and advisories of dependencies; needs cargo-deny.
deny:
    cargo deny check
