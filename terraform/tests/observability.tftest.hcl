# modules/observability: which alarms there are, when they ring and when not, and that the dashboard has them all.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  # Of the root module.
  artifacts = {
    for function in ["alarm-manager/watch", "alarm-manager/reconcile", "rebuild-service/seats", "directory-sync/sync", "user-notices/tell", "approval-service/api", "approval-service/steps", "approval-service/hear"] :
    function => { s3_bucket = "zips", s3_key = "a.zip", hash = "aGFzaA==" }
  }
  operations_topic  = { arn = "arn:aws:sns:eu-central-1:111122223333:operations" }
  redrive_role_arns = ["arn:aws:iam::111122223333:role/on-call"]

  # Of the module, with everything that a deployment can have.
  name       = "cleandesk"
  account_id = "111122223333"
  region     = "eu-central-1"
  partition  = "aws"
  runbook    = "https://docs.example.com/runbooks/%s.html"
  topic_arns = ["arn:aws:sns:eu-central-1:111122223333:night"]
  measures = {
    for service, function in { "alarm-manager" = "watch", "rebuild-service" = "seats", "directory-sync" = "sync", "user-notices" = "tell", "approval-service" = "api" } :
    service => jsondecode(file("./modules/${service}/generated/${function}.json")).measures
  }
  functions = {
    for key in ["alarm-manager/watch", "rebuild-service/seats", "directory-sync/sync", "approval-service/api"] : key => {
      function_name          = "cleandesk-${replace(key, "/", "-")}"
      log_group_name         = "/aws/lambda/cleandesk-${replace(key, "/", "-")}"
      queue_name             = endswith(key, "api") ? null : "cleandesk-${replace(key, "/", "-")}"
      dead_letter_queue_name = endswith(key, "api") ? null : "cleandesk-${replace(key, "/", "-")}-dead-letters"
    }
  }
  alarm_names             = ["cleandesk-alarm-manager-watch-errors"]
  dead_letter_queue_names = ["cleandesk-timers-dead-letters"]
  event_log_group_name    = "/aws/events/cleandesk"
  groups                  = { sales = 5, support = 60 }
  configuration_set       = "cleandesk-portal"
  calls_per_second        = 2
  leftovers_seconds       = 300
  thresholds = {
    stuck_seats         = 0, failed_share = 20, failed_least = 3, slow_minutes = 120, throttled_share = 10
    budget_wait_minutes = 60, reconcile_hours = 6, mail_share = 20, mail_least = 3, bounced_share = 4
  }
}

run "each_alarm_asks_what_a_service_measures_and_names_its_page" {
  variables {
    policies = ["kiosks", "clinic"]
  }

  module {
    source = "./modules/observability"
  }

  assert {
    condition = keys(aws_cloudwatch_metric_alarm.asks) == [
      "api-throttled", "budget-used-up", "mails-bounced", "mails-failing", "no-leftovers-run", "no-reconcile-run", "no-sync-run", "records-lost", "resets-failing", "resets-paused", "seats-stuck", "slow-resets",
    ]
    error_message = "With everything there is an alarm on everything: ${join(", ", keys(aws_cloudwatch_metric_alarm.asks))}."
  }

  assert {
    condition     = alltrue([for page, alarm in aws_cloudwatch_metric_alarm.asks : endswith(alarm.alarm_description, " Runbook: https://docs.example.com/runbooks/${page}.html") && length(alarm.alarm_description) <= 1024])
    error_message = "Each alarm links its page."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.asks : alarm.alarm_actions == toset(["arn:aws:sns:eu-central-1:111122223333:night"]) && alarm.ok_actions == alarm.alarm_actions])
    error_message = "Who is called is told when it is over, too."
  }

  assert {
    condition     = length(local.unknown) == 0 && length(local.own) > 50
    error_message = "What nobody measures would be silent for ever: ${join("; ", local.unknown)}."
  }

  assert {
    condition = alltrue(flatten([for alarm in aws_cloudwatch_metric_alarm.asks : [
      for query in alarm.metric_query : [for metric in query.metric : startswith(metric.namespace, "AWS/") || metric.namespace == "Cleandesk/cleandesk"]
    ]]))
    error_message = "Another deployment of the account measures in a namespace of its own."
  }

  # An expression that calls a metric which the alarm does not have is refused by AWS, at the apply.
  assert {
    condition = alltrue([
      for page, alarm in local.alarms : toset([for id in regexall("[a-z]+", replace(alarm.expression, "/FILL|IF/", "")) : id]) == toset(keys(alarm.metrics))
    ])
    error_message = "Each metric of an alarm is in its expression, and nothing else is."
  }

  # CloudWatch looks back over a day, or a week with periods of an hour and more, and an alarm takes ten metrics.
  assert {
    condition = alltrue([
      for alarm in values(local.alarms) : alarm.seconds % 60 == 0 && alarm.seconds * alarm.periods <= (alarm.seconds >= 3600 ? 604800 : 86400) && length(alarm.metrics) <= 9 && alarm.of_them <= alarm.periods
    ])
    error_message = "AWS would refuse such an alarm."
  }
}

run "a_deployment_that_has_just_begun_calls_nobody" {
  variables {
    policies = ["kiosks"]
  }

  module {
    source = "./modules/observability"
  }

  # Missing data are no alarm: a new deployment has none.
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.asks : contains(["notBreaching", "ignore"], alarm.treat_missing_data)])
    error_message = "An alarm on missing data rings at the first apply."
  }

  # Silence is found by expressions that look first whether there has been anything that could have spoken, in each of several periods.
  assert {
    condition = alltrue([
      for page, alarm in local.alarms : alarm.periods >= 4 && alarm.of_them == alarm.periods && can(regex("^\\(FILL\\((there|alive), 0\\) > 0\\) \\* ", alarm.expression)) if startswith(page, "no-")
    ])
    error_message = "The alarms on silence ring when something was there, and silent, for all of their periods."
  }

  assert {
    condition     = [for page in keys(local.alarms) : page if startswith(page, "no-")] == ["no-leftovers-run", "no-reconcile-run", "no-sync-run"]
    error_message = "What has to come regularly has an alarm on its silence."
  }
}

run "thresholds_follow_the_rates_that_they_compare_with" {
  variables {
    policies          = ["kiosks"]
    calls_per_second  = 0.1
    leftovers_seconds = 3600
    groups            = { support = 60, sales = 30 }
    thresholds = {
      stuck_seats         = 4, failed_share = 30, failed_least = 2, slow_minutes = 90, throttled_share = 15
      budget_wait_minutes = 240, reconcile_hours = 12, mail_share = 40, mail_least = 5, bounced_share = 2
    }
  }

  module {
    source = "./modules/observability"
  }

  assert {
    condition     = local.calls_least == 5 && local.calls_least < 0.1 * 300
    error_message = "At the slowest pace there are calls enough to be judged."
  }

  assert {
    condition     = local.alarms.resets-paused.seconds == 3600 && local.alarms.no-leftovers-run.seconds == 3600 && local.alarms.budget-used-up.periods == 4 && local.alarms.budget-used-up.of_them == 3
    error_message = "What is measured once a round is looked at once a round."
  }

  assert {
    condition     = local.alarms.no-sync-run.seconds == 1800
    error_message = "The group that is read most often says whether groups are read at all."
  }

  assert {
    condition = { for page, alarm in aws_cloudwatch_metric_alarm.asks : page => alarm.threshold } == {
      api-throttled = 15, budget-used-up = 0, mails-bounced = 2, mails-failing = 40, no-leftovers-run = 0, no-reconcile-run = 0, no-sync-run = 0
      records-lost  = 0, resets-failing = 30, resets-paused = 0, seats-stuck = 4, slow-resets = 90
    }
    error_message = "The owner says from where on."
  }

  assert {
    condition     = strcontains(local.alarms.resets-failing.expression, "FILL(failed, 0) >= 2") && strcontains(local.alarms.mails-failing.expression, ">= 5") && local.alarms.no-reconcile-run.periods == 12
    error_message = "The owner says how many at least."
  }
}

run "what_a_deployment_does_not_have_is_not_watched" {
  variables {
    policies          = []
    measures          = { for service, function in { "alarm-manager" = "watch", "rebuild-service" = "seats" } : service => jsondecode(file("./modules/${service}/generated/${function}.json")).measures }
    groups            = {}
    configuration_set = null
  }

  module {
    source = "./modules/observability"
  }

  assert {
    condition     = [for page in keys(local.alarms) : page if strcontains(page, "mail") || strcontains(page, "sync")] == []
    error_message = "An alarm on what is not there says nothing."
  }

  assert {
    condition     = [for graph in local.graphs : graph.title if strcontains(graph.title, "policy") || strcontains(graph.title, "Mails") || strcontains(graph.title, "groups")] == []
    error_message = "CloudWatch refuses a graph of nothing."
  }
}

run "an_alarm_on_what_nobody_measures_fails_the_plan" {
  command = plan

  variables {
    policies = ["kiosks"]
    measures = {
      for service, function in { "alarm-manager" = "watch", "rebuild-service" = "seats" } :
      service => [for measure in jsondecode(file("./modules/${service}/generated/${function}.json")).measures : measure if measure.name != "PauseOpen"]
    }
  }

  module {
    source = "./modules/observability"
  }

  expect_failures = [aws_cloudwatch_metric_alarm.asks]
}

run "the_dashboard_shows_all_alarms_and_graphs_in_rows" {
  variables {
    policies = ["kiosks", "clinic"]
  }

  module {
    source = "./modules/observability"
  }

  assert {
    condition = length(jsondecode(aws_cloudwatch_dashboard.all.dashboard_body).widgets[1].properties.alarms) == 13 && contains(
      jsondecode(aws_cloudwatch_dashboard.all.dashboard_body).widgets[1].properties.alarms, "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:cleandesk-alarm-manager-watch-errors"
    )
    error_message = "Those of this module, and those that are elsewhere."
  }

  assert {
    condition     = length(distinct([for widget in local.widgets : "${widget.x} ${widget.y}"])) == length(local.widgets) && alltrue([for widget in local.widgets : widget.x + widget.width <= 24])
    error_message = "Each has its place."
  }

  assert {
    condition     = contains([for widget in local.widgets : try(widget.properties.metrics[0], null)], ["Cleandesk/cleandesk", "BudgetUsed", "service", "rebuild-service", "policy", "kiosks", { stat = "Maximum", label = "kiosks" }])
    error_message = "A graph of measures names namespace, metric and dimensions as CloudWatch reads them."
  }
}

run "queries_are_kept_for_what_is_asked_first" {
  variables {
    policies             = []
    event_log_group_name = null
  }

  module {
    source = "./modules/observability"
  }

  assert {
    condition     = length(local.queries_of_events) == 0 && length(local.queries_of_functions) >= 6 && length(aws_cloudwatch_query_definition.first_look["one story"].log_group_names) == 4
    error_message = "Without a log of events there are none on it; those on functions' logs ask all of them."
  }
}

# --- The product

run "the_product_has_alarms_unless_the_owner_says_no" {
  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "recreate", grace_seconds = 1200 }]
  }

  assert {
    condition = toset([for name in output.alarms : trimprefix(name, "cleandesk-")]) == toset(concat(
      flatten([for function in ["alarm-manager-watch", "alarm-manager-reconcile", "rebuild-service-seats"] : [for kind in ["dead-letters", "errors", "late", "throttled"] : "${function}-${kind}"]]),
      ["ingress-dead-letters", "notices-dead-letters", "timers-dead-letters"],
      ["api-throttled", "budget-used-up", "no-leftovers-run", "no-reconcile-run", "records-lost", "resets-failing", "resets-paused", "seats-stuck", "slow-resets"],
    ))
    error_message = "Alarms of the smallest deployment: ${join(", ", output.alarms)}."
  }

  assert {
    condition     = output.dashboard_name == "cleandesk"
    error_message = "One dashboard."
  }

  assert {
    condition     = local.leftovers_seconds == 300 && local.reconcile_seconds == 3600 && local.sweep_seconds == 900
    error_message = "Rates are read as EventBridge Scheduler writes them."
  }
}

run "the_dashboard_of_a_deployment_with_everything_has_everything" {
  variables {
    policies     = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "recreate", grace_seconds = 1200 }, { name = "sales", match = { tags = { DirectoryGroup = ["sales"] } }, strategy = "rebuild", grace_seconds = 1200, notices = {} }]
    user_notices = { mail = { from_address = "desktops@example.com", user_addresses = { "d-926722a1b3" = "{userName}@example.com" } } }
    directory_groups = [{
      name         = "sales", urls = ["ldaps://dc1.example.com"], bind_user = "cleandesk@example.com", secret = "cleandesk/ldap"
      group_dn     = "CN=Sales,OU=Groups,DC=example,DC=com"
      directory_id = "d-926722a1b3", bundle_id = "wsb-clj85qzj1"
    }]
    portal = {
      directory_id = "d-926722a1b3"
      files_dir    = "./tests/fixtures/portal-dist"
      mail         = { from_address = "portal@mail.example.com" }
      approvers    = ["eva@example.com", "otto@example.com"]
      offers = [{
        id = "kiosk", title = "kiosk", vcpu = 2, memory_gib = 4, storage_gib = 130, monthly_price = { amount = 35, currency = "EUR" }, bundle_id = "wsb-clj85qzj1", tags = { Pool = "kiosk" }
      }]
    }
  }

  assert {
    condition = toset([for name in output.alarms : trimprefix(name, "cleandesk-")]) == toset(concat(
      flatten([
        for function in ["alarm-manager-watch", "alarm-manager-reconcile", "rebuild-service-seats", "directory-sync-sync", "user-notices-tell", "approval-service-hear"] :
        [for kind in ["dead-letters", "errors", "late", "throttled"] : "${function}-${kind}"]
      ]),
      flatten([for function in ["approval-service-api", "approval-service-steps"] : [for kind in ["errors", "throttled"] : "${function}-${kind}"]]),
      ["ingress-dead-letters", "notices-dead-letters", "timers-dead-letters", "directory-sync-sales-refused", "directory-sync-sales-unreachable", "portal-api-faults", "requests-failed"],
      ["api-throttled", "budget-used-up", "mails-bounced", "mails-failing", "no-leftovers-run", "no-reconcile-run", "no-sync-run", "records-lost", "resets-failing", "resets-paused", "seats-stuck", "slow-resets"],
    ))
    error_message = "Alarms of a deployment with everything: ${join(", ", output.alarms)}."
  }
}

run "without_observability_the_alarms_on_single_things_stay" {
  command = plan

  variables {
    policies      = []
    observability = null
  }

  assert {
    condition     = length(module.observability) == 0 && contains(output.alarms, "cleandesk-rebuild-service-seats-dead-letters") && !contains(output.alarms, "cleandesk-resets-paused") && output.dashboard_name == null
    error_message = "null makes no alarms on measures, no dashboard and no queries."
  }
}

run "a_page_is_linked_where_the_owner_publishes_it" {
  command = plan

  variables {
    policies = []
    docs_url = "https://github.com/example/cleandesk/blob/v1.0.0/docs"
  }

  assert {
    condition     = local.runbook == "https://github.com/example/cleandesk/blob/v1.0.0/docs/runbooks/%s.md"
    error_message = "On GitHub a page is its Markdown."
  }
}

run "thresholds_that_would_ring_for_ever_or_never_are_refused" {
  command = plan

  variables {
    policies      = []
    docs_url      = "docs/runbooks"
    observability = { topic_arns = ["arn:aws:sns:eu-central-1:111122223333:night.fifo"] }
  }

  expect_failures = [var.docs_url, var.observability]
}
