# Fails by design: `check.mjs` reads the words.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "a_release_of_another_version" {
  command = plan

  variables {
    event_bus = { name = "mine", kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1" }
    release   = { s3_bucket = "zips", manifest = "./tests/fixtures/another-release.json" }
  }
}
