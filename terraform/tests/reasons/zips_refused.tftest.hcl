# Fails by design: `check.mjs` reads the words.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "zips_that_were_never_built" {
  command = plan

  variables {
    artifacts = { "alarm-manager/watch" = { path = "./never-built.zip" } }
  }
}
