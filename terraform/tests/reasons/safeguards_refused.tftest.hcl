# Fails by design: `check.mjs` reads the words with which each of these is refused. A policy is named after what is wrong with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "safeguards" {
  command = plan

  variables {
    detector = "per-shard"

    policies = [
      { name = "outage-least", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { least = 0 } },
      { name = "outage-share", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { share = 30 } },
      { name = "outage-within", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { within_seconds = 59 } },
      { name = "outage-return", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { return_seconds = 172800 } },
      { name = "failures-least", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", failures = { least = 0 } },
      { name = "failures-day", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", failures = { within_seconds = 86400 } },
      { name = "hours-silent", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { hours = [{ days = ["mon"], from = "20:00", to = "06:00", time_zone = "Europe/Berlin" }] } },
      { name = "hours-share", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { hours = [{ days = ["mon"], from = "20:00", to = "06:00", time_zone = "Europe/Berlin", share = 90 }] } },
      { name = "hours-least", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { hours = [{ days = ["mon"], from = "20:00", to = "06:00", time_zone = "Europe/Berlin", least = 0.5 }] } },
      { name = "hours-many", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { hours = [for number in range(15) : { days = ["mon"], from = "20:00", to = "06:00", time_zone = "Europe/Berlin", least = number + 1 }] } },
      { name = "budget-none", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", budget = {} },
      { name = "budget-two", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", budget = { resets = 5, share = 0.1 } },
      { name = "budget-zero", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", budget = { resets = 0 } },
      { name = "budget-half", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", budget = { resets = 1.5 } },
      { name = "budget-nothing", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", budget = { share = 0 } },
      { name = "budget-percent", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", budget = { share = 10 } },
      { name = "budget-second", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", budget = { resets = 5, window_seconds = 1 } },
      { name = "recreates-zero", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", max_recreates_per_month = 0 },
      { name = "recreates-word", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", max_recreates_per_month = "none" },
      { name = "window-empty", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", reset_window = [] },
      { name = "window-eight", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", reset_window = [for number in range(8) : { days = ["mon"], from = "20:00", to = "06:00", time_zone = "Europe/Berlin" }] },
      { name = "days-none", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", reset_window = [{ days = [], from = "20:00", to = "06:00", time_zone = "UTC" }] },
      { name = "days-word", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { hours = [{ days = ["monday"], from = "20:00", to = "06:00", time_zone = "UTC", least = 50 }] } },
      { name = "time-24", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", reset_window = [{ days = ["mon"], from = "20:00", to = "24:00", time_zone = "UTC" }] },
      { name = "time-ready", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", reset_window = [{ days = ["mon"], from = "20:00", to = "06:00", time_zone = "Europe/Berlin", ready_by = "7:30" }] },
      { name = "time-hours", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { hours = [{ days = ["mon"], from = "5 pm", to = "19:00", time_zone = "UTC", least = 50 }] } },
      { name = "zone-slip", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", reset_window = [{ days = ["mon"], from = "20:00", to = "06:00", time_zone = "Europe/Berln" }] },
      { name = "zone-offset", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", outage = { hours = [{ days = ["mon"], from = "17:00", to = "19:00", time_zone = "+02:00", least = 50 }] } },
      { name = "loss-weeks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", data_loss = { max_seconds = 43200000, action = "wait" } },
      { name = "loss-action", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", data_loss = { max_seconds = 14400, action = "ask" } },
      { name = "loss-recreate", match = { tags = { Pool = ["kiosk"] } }, strategy = "recreate", data_loss = { max_seconds = 14400, action = "wait" } },
      { name = "session", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", max_session_seconds = 600 },
      { name = "never-zero", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", never_logged_in = { after_days = 0, action = "remove" } },
      { name = "never-action", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", never_logged_in = { after_days = 7, action = "stop" } },
      { name = "unused-years", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", unused = { after_days = 1001, action = "remove" } },
      { name = "unused-action", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", unused = { after_days = 7, action = "stop" } },
    ]
  }
}
