# Fails by design: `check.mjs` reads the words with which each of these is refused.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "alarms_that_would_ring_for_ever_or_never" {
  command = plan

  variables {
    docs_url = "docs/runbooks/"

    observability = {
      topic_arns = ["arn:aws:sns:eu-central-1:111122223333:night.fifo"]
      thresholds = {
        stuck_seats         = 5000
        failed_share        = 0.2
        failed_least        = 0
        slow_minutes        = 20
        budget_wait_minutes = 5
        reconcile_hours     = 1
        bounced_share       = 20
      }
    }
  }
}
