# Users who are told of resets: off unless asked for, what the function may do, and what is refused. The words are checked in reasons/.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  artifacts = {
    "alarm-manager/watch"     = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }
    "alarm-manager/reconcile" = { s3_bucket = "zips", s3_key = "reconcile.zip", hash = "aGFzaA==" }
    "rebuild-service/seats"   = { s3_bucket = "zips", s3_key = "seats.zip", hash = "aGFzaA==" }
    "user-notices/tell"       = { s3_bucket = "zips", s3_key = "tell.zip", hash = "aGFzaA==" }
  }

  deletion_protection = true

  operations_topic  = { arn = "arn:aws:sns:eu-central-1:111122223333:operations" }
  redrive_role_arns = ["arn:aws:iam::111122223333:role/on-call"]

  policies = [
    { name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200, dry_run = false, notices = {} },
    { name = "lobby", match = { tags = { Pool = ["lobby"] } }, strategy = "rebuild", grace_seconds = 1200, dry_run = false, notices = { during = true, after = false } },
    { name = "rehearsed", match = { tags = { Pool = ["clinic"] } }, strategy = "rebuild", grace_seconds = 1200, notices = {} },
    { name = "silent", match = { tags = { Pool = ["class"] } }, strategy = "rebuild", grace_seconds = 1200, dry_run = false },
  ]

  user_notices = {
    mail = {
      from_address   = "desktops@mail.example.com"
      user_addresses = { "d-926722a1b3" = "{userName}@example.com" }
    }
    topic = { arn = "arn:aws:sns:eu-central-1:111122223333:desktops" }
  }
}

run "nobody_is_told_unless_asked_for" {
  variables {
    user_notices = null
    policies     = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200, dry_run = false }]
  }

  assert {
    condition     = length(module.user_notices) == 0 && !contains(keys(output.functions), "user-notices/tell") && output.notices == {}
    error_message = "Notices are off by default, with all that they need."
  }
}

run "users_are_told_what_their_policy_says_and_of_a_rehearsal_nothing" {
  assert {
    condition     = jsonencode(output.notices) == jsonencode({ kiosks = ["before", "after"], lobby = ["before", "during"] })
    error_message = "before and after are on where a policy has notices; in dry run nothing is going to happen to anybody."
  }

  assert {
    condition     = contains(keys(output.functions), "user-notices/tell")
    error_message = "The function is there."
  }
}

run "a_notice_changes_nothing_for_who_decides" {
  assert {
    condition     = !strcontains(jsonencode(local.wire_policies), "notices")
    error_message = "Functions that decide never hear of notices, so no notice can change a policy's version, nor what is reset."
  }
}

run "who_only_hears_can_not_speak_on_the_bus" {
  assert {
    condition     = jsonencode(keys(local.speakers)) == jsonencode(["alarm-manager/reconcile", "alarm-manager/watch", "rebuild-service/seats"])
    error_message = "The bus lets in who has something to say: a mailer has not."
  }
}

# --- The module by itself: what the function is told, and what it may do.

run "it_may_send_as_one_sender_tell_one_topic_and_remember" {
  module {
    source = "./modules/user-notices"
  }

  variables {
    name      = "cleandesk"
    platform  = { name = "cleandesk", runbook = "docs/runbooks/%s.md", account_id = "111122223333", region = "eu-central-1", partition = "aws", bus = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }, runtime = "nodejs22.x", architecture = "arm64", log_retention_days = 90, kms_key_arn = null, tags = {} }
    artifacts = { tell = { s3_bucket = "zips", s3_key = "tell.zip", hash = "aGFzaA==" } }
    notices   = { kiosks = ["before"] }
    mail      = { from_address = "desktops@mail.example.com", from_name = "Desktops", identity = "example.com", configuration_set = "desktops", user_addresses = { "d-926722a1b3" = "{userName}@example.com" } }
    topic     = { arn = "arn:aws:sns:eu-central-1:111122223333:desktops", kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1" }
    time_zone = "Europe/Berlin"
    locale    = "de-DE"
    templates = {}
    pace      = { tell = { timeout_seconds = 60, visibility_timeout_seconds = 180 }, max_receives = 10 }
  }

  assert {
    condition = jsonencode(jsondecode(local.permissions).Statement) == jsonencode([
      {
        Sid      = "RememberWhatWasTold"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.told.arn
      },
      {
        Sid       = "SendMailAsThisSender"
        Effect    = "Allow"
        Action    = "ses:SendEmail"
        Resource  = ["arn:aws:ses:eu-central-1:111122223333:identity/example.com", "arn:aws:ses:eu-central-1:111122223333:configuration-set/desktops"]
        Condition = { StringEquals = { "ses:FromAddress" = "desktops@mail.example.com" } }
      },
      {
        Sid      = "TellTheTopic"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = "arn:aws:sns:eu-central-1:111122223333:desktops"
      },
      {
        Sid       = "LockWhatTheTopicKeeps"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "arn:aws:kms:eu-central-1:111122223333:key/1"
        Condition = { StringEquals = { "kms:ViaService" = "sns.eu-central-1.amazonaws.com" } }
      },
    ])
    error_message = "Nothing of seats, of WorkSpaces, of the bus, and no sender but this one."
  }

  assert {
    condition = { for name in ["MAIL", "TOPIC_ARN", "NOTICES", "LEASE_SECONDS", "TIME_ZONE", "LOCALE"] : name => local.environment[name] } == {
      MAIL          = jsonencode({ addresses = { "d-926722a1b3" = "{userName}@example.com" }, configurationSet = "desktops", from = "\"Desktops\" <desktops@mail.example.com>" })
      TOPIC_ARN     = "arn:aws:sns:eu-central-1:111122223333:desktops"
      NOTICES       = jsonencode({ kiosks = ["before"] })
      LEASE_SECONDS = "61"
      TIME_ZONE     = "Europe/Berlin"
      LOCALE        = "de-DE"
    }
    error_message = "The function is told in its own words."
  }

  assert {
    condition     = !contains(keys(local.environment), "TEMPLATES_KEY") && length(aws_dynamodb_table_item.templates) == 0
    error_message = "Without own templates there are none to read."
  }

  assert {
    condition     = aws_dynamodb_table.told.hash_key == "pk" && aws_dynamodb_table.told.range_key == null && one(aws_dynamodb_table.told.ttl).attribute_name == "expiresAt" && one(aws_dynamodb_table.told.ttl).enabled && aws_dynamodb_table.told.deletion_protection_enabled && one(aws_dynamodb_table.told.point_in_time_recovery).enabled
    error_message = "The code's key, and its way to forget."
  }
}

run "its_code_calls_what_it_may_and_no_more" {
  module {
    source = "./modules/user-notices"
  }

  variables {
    name      = "cleandesk"
    platform  = { name = "cleandesk", runbook = "docs/runbooks/%s.md", account_id = "111122223333", region = "eu-central-1", partition = "aws", bus = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }, runtime = "nodejs22.x", architecture = "arm64", log_retention_days = 90, kms_key_arn = null, tags = {} }
    artifacts = { tell = { s3_bucket = "zips", s3_key = "tell.zip", hash = "aGFzaA==" } }
    notices   = {}
    mail      = { from_address = "desktops@example.com", user_addresses = { "d-926722a1b3" = "{userName}@example.com" } }
    topic     = { arn = "arn:aws:sns:eu-central-1:111122223333:desktops" }
    time_zone = "UTC"
    locale    = "en-GB"
    templates = { before = { subject = "Achtung" } }
    pace      = { tell = { timeout_seconds = 60, visibility_timeout_seconds = 180 }, max_receives = 10 }
  }

  assert {
    condition = sort(distinct(flatten([
      for name in fileset("../services/user-notices/src", "**/*.ts") : flatten(regexall("new ([A-Za-z]+)Command\\b", file("../services/user-notices/src/${name}")))
    ]))) == sort(flatten([for statement in jsondecode(local.permissions).Statement : [for action in flatten([statement.Action]) : split(":", action)[1]]]))
    error_message = "What the code of user-notices calls and what its role may differ."
  }

  assert {
    condition     = !anytrue([for statement in jsondecode(local.permissions).Statement : contains(flatten([statement.Resource]), "*")])
    error_message = "All that it calls has a name."
  }

  assert {
    condition     = one([for statement in jsondecode(local.permissions).Statement : statement.Resource if statement.Sid == "SendMailAsThisSender"]) == ["arn:aws:ses:eu-central-1:111122223333:identity/example.com"]
    error_message = "The identity is the sender's domain, unless the owner says otherwise."
  }

  assert {
    condition     = jsondecode(aws_dynamodb_table_item.templates[0].item) == { pk = { S = local.environment["TEMPLATES_KEY"] }, templates = { S = jsonencode({ before = { subject = "Achtung" } }) } }
    error_message = "Own templates lie where the function looks for them, and under another key when they change."
  }
}

run "a_topic_or_mail_alone_will_do" {
  command = plan

  variables {
    user_notices = { topic = { arn = "arn:aws:sns:eu-central-1:111122223333:desktops" } }
  }

  assert {
    condition     = length(module.user_notices) == 1
    error_message = "Either way is enough."
  }
}

run "a_way_that_no_policy_uses_gets_a_warning" {
  command = plan

  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200, dry_run = false }]
  }

  expect_failures = [check.somebody_has_something_to_be_told]
}

# --- What is refused. Each differs in one thing from what is not.

run "templates_of_owners_are_taken" {
  command = plan

  variables {
    user_notices = {
      topic = { arn = "arn:aws:sns:eu-central-1:111122223333:desktops" }
      templates = {
        before    = { subject = "Achtung, {{ userName }}", text = "{{#rebuild}}bis {{time}}{{/rebuild}}{{^rebuild}}alles weg{{/rebuild}} { } }" }
        withdrawn = { html = "<style>p { color: red }</style><p>{{userName}}</p>" }
      }
    }
  }

  assert {
    condition     = jsonencode([for notice, parts in local.own_templates : keys(parts)]) == jsonencode([["subject", "text"], ["html"]])
    error_message = "What was not given is left out."
  }
}

run "notices_that_nobody_can_tell_are_refused" {
  command = plan
  variables {
    user_notices = null
  }
  expect_failures = [var.policies]
}

run "a_way_to_tell_nobody_is_refused" {
  command = plan
  variables {
    user_notices = {}
  }
  expect_failures = [var.user_notices]
}

run "mail_to_no_directory_is_refused" {
  command = plan
  variables {
    user_notices = { mail = { from_address = "desktops@example.com", user_addresses = {} } }
  }
  expect_failures = [var.user_notices]
}

run "an_identity_that_only_ends_alike_is_refused" {
  command = plan
  variables {
    user_notices = { mail = { from_address = "desktops@notexample.com", identity = "example.com", user_addresses = { "d-926722a1b3" = "{userName}@example.com" } } }
  }
  expect_failures = [var.user_notices]
}

run "a_function_that_is_killed_while_it_tells_is_refused" {
  command = plan
  variables {
    tuning = { tell = { timeout_seconds = 10, visibility_timeout_seconds = 180 } }
  }
  expect_failures = [var.tuning]
}
