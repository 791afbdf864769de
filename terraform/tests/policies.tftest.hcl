# Safeguards of a policy: what of them reaches the functions, and what is worth a warning. What is refused stands in tests/reasons.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  artifacts = {
    "alarm-manager/watch"     = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }
    "alarm-manager/reconcile" = { s3_bucket = "zips", s3_key = "reconcile.zip", hash = "aGFzaA==" }
    "rebuild-service/seats"   = { s3_bucket = "zips", s3_key = "seats.zip", hash = "aGFzaA==" }
  }

  operations_topic  = { arn = "arn:aws:sns:eu-central-1:111122223333:operations" }
  redrive_role_arns = ["arn:aws:iam::111122223333:role/on-call"]
}

run "safeguards_reach_the_functions_in_their_words" {
  command = plan

  variables {
    policies = [
      {
        name          = "in full"
        match         = { directory_ids = ["d-926722a1b3"], tags = { Pool = ["kiosk"] } }
        strategy      = "rebuild"
        grace_seconds = 1800
        dry_run       = false
        outage = {
          least          = 10
          share          = 0.25
          within_seconds = 300
          return_seconds = 7200
          hours = [
            { days = ["mon", "tue"], from = "17:30", to = "18:30", time_zone = "Europe/Berlin", share = 1 },
            { days = ["fri"], from = "15:00", to = "17:00", time_zone = "Europe/Berlin", least = 500 },
          ]
        }
        failures                = { least = 5, share = 0.01, within_seconds = 7200 }
        max_recreates_per_month = 4
        budget                  = { share = 0.1, window_seconds = 7200 }
        reset_window = [
          { days = ["mon", "tue"], from = "20:00", to = "06:00", time_zone = "Europe/Berlin", ready_by = "07:30" },
          { days = ["sat"], from = "00:00", to = "00:00", time_zone = "UTC" },
        ]
        data_loss           = { max_seconds = 14400, action = "wait" }
        max_session_seconds = 43200
        never_logged_in     = { after_days = 30, action = "remove" }
        unused              = { after_days = 7, action = "reset" }
      },
      {
        name                    = "without a bound"
        match                   = { bundle_ids = ["wsb-0zsvgp8fc"] }
        strategy                = "recreate"
        grace_seconds           = 1200
        outage                  = { least = 1000000 }
        max_recreates_per_month = "unlimited"
        budget                  = { resets = 5 }
      },
      { name = "in short", match = { tags = { Pool = ["lobby"] } }, strategy = "recreate", grace_seconds = 1200 },
    ]
  }

  # packages/policies reads the same file: both ends agree on it.
  assert {
    condition     = jsonencode(local.wire_policies) == jsonencode(jsondecode(file("./tests/fixtures/policies.json")))
    error_message = "What an owner writes reaches the functions whole, and what was not given is left out."
  }

  # "without a bound" gets its warning.
  expect_failures = [check.recreates_have_a_bound]
}

# --- Warnings

run "recreates_without_a_bound_and_windows_without_time_get_a_warning" {
  command = plan

  variables {
    policies = [
      { name = "bill", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200, max_recreates_per_month = "unlimited", data_loss = { max_seconds = 0, action = "recreate" } },
      { name = "hurry", match = { tags = { Pool = ["lobby"] } }, strategy = "rebuild", grace_seconds = 1200, reset_window = [{ days = ["mon"], from = "23:45", to = "06:00", time_zone = "UTC", ready_by = "00:44" }] },
    ]
  }

  expect_failures = [check.recreates_have_a_bound, check.ready_by_leaves_time_to_be_ready]
}

run "no_warning_where_there_is_time_and_nothing_to_pay" {
  command = plan

  variables {
    policies = [
      { name = "bill", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200, max_recreates_per_month = "unlimited", data_loss = { max_seconds = 0, action = "wait" } },
      {
        name          = "time"
        match         = { tags = { Pool = ["lobby"] } }
        strategy      = "recreate"
        grace_seconds = 1200
        reset_window = [
          { days = ["mon"], from = "23:45", to = "06:00", time_zone = "UTC", ready_by = "00:45" },
          # The same time of the next day.
          { days = ["tue"], from = "20:00", to = "06:00", time_zone = "UTC", ready_by = "20:00" },
          { days = ["wed"], from = "20:00", to = "06:00", time_zone = "UTC" },
        ]
      },
    ]
  }

  assert {
    condition     = sort(flatten(values(local.minutes_until_ready["time"]))) == sort(["60", "1440"])
    error_message = "Minutes are counted over midnight."
  }
}
