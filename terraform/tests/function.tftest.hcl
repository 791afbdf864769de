# modules/function: a function by itself, whatever calls it.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name           = "cleandesk-alarm-manager-watch"
  service        = "alarm-manager"
  purpose        = "A function for a test"
  generated_file = "./tests/fixtures/alone.json"
  permissions    = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
  when_it_fails  = "It is called again."

  timeout_seconds = 60

  artifact = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }

  environment = {
    POLICIES   = "eA=="
    UNREAD     = "the code does not read this"
    SOME_TOPIC = "arn:aws:sns:eu-central-1:111122223333:left"
  }

  platform = {
    name               = "cleandesk"
    account_id         = "111122223333"
    region             = "eu-central-1"
    partition          = "aws"
    bus                = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }
    runtime            = "nodejs22.x"
    architecture       = "arm64"
    log_retention_days = 90
  }
}

run "its_role_writes_its_own_log_which_forgets" {
  module {
    source = "./modules/function"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.own_log.policy).Statement == [
      { Sid = "WriteItsOwnLog", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/cleandesk-alarm-manager-watch:*" },
    ]
    error_message = "A function writes no log but its own."
  }

  assert {
    condition     = aws_cloudwatch_log_group.function.name == "/aws/lambda/cleandesk-alarm-manager-watch" && aws_cloudwatch_log_group.function.retention_in_days == 90
    error_message = "Logs must be forgotten some day."
  }

  assert {
    condition     = aws_iam_role.function.name == "cleandesk-alarm-manager-watch" && coalesce(aws_iam_role.function.path, "/") == "/"
    error_message = "A queue's policy names the function's role by its name."
  }
}

run "an_alarm_asks_for_a_person_when_it_crashes" {
  variables {
    platform = {
      name                 = "cleandesk"
      account_id           = "111122223333"
      region               = "eu-central-1"
      partition            = "aws"
      bus                  = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }
      runtime              = "nodejs22.x"
      architecture         = "arm64"
      log_retention_days   = 90
      operations_topic_arn = "arn:aws:sns:eu-central-1:111122223333:operations"
    }
  }

  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.errors.alarm_actions == toset(["arn:aws:sns:eu-central-1:111122223333:operations"]) && aws_cloudwatch_metric_alarm.errors.treat_missing_data == "notBreaching"
    error_message = "Errors tell the operations topic."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.throttled.alarm_actions == aws_cloudwatch_metric_alarm.errors.alarm_actions && aws_cloudwatch_metric_alarm.throttled.datapoints_to_alarm == 3
    error_message = "A function that Lambda does not run for a quarter of an hour tells it, too; a single refusal is repeated by itself."
  }

  assert {
    condition     = toset(output.alarm_names) == toset(["cleandesk-alarm-manager-watch-errors", "cleandesk-alarm-manager-watch-throttled"])
    error_message = "The dashboard shows what is named here."
  }
}

run "a_function_gets_the_variables_that_its_code_reads" {
  module {
    source = "./modules/function"
  }

  assert {
    condition     = toset(keys(aws_lambda_function.function.environment[0].variables)) == toset(["EVENT_BUS_NAME", "POLICIES", "SOME_TOPIC", "AWS_SDK_UA_APP_ID", "POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE"])
    error_message = "Required and optional variables are set, and no other: ${join(", ", keys(aws_lambda_function.function.environment[0].variables))}."
  }

  assert {
    condition     = aws_lambda_function.function.environment[0].variables.POWERTOOLS_METRICS_NAMESPACE == "Cleandesk/cleandesk"
    error_message = "Two deployments of an account must not add up to one in their metrics."
  }

  assert {
    condition     = aws_lambda_function.function.environment[0].variables.AWS_SDK_UA_APP_ID == "cleandesk-alarm-manager-watch/PTEnv/"
    error_message = "CloudTrail must name the function that called."
  }
}

run "extra_variables_reach_the_function" {
  variables {
    platform = {
      name               = "cleandesk"
      account_id         = "111122223333"
      region             = "eu-central-1"
      partition          = "aws"
      bus                = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }
      runtime            = "nodejs22.x"
      architecture       = "arm64"
      log_retention_days = 90
      extra_environment  = { AWS_ENDPOINT_URL = "http://127.0.0.1:4566" }
      kms_key_arn        = "arn:aws:kms:eu-central-1:111122223333:key/1"
    }
  }

  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_lambda_function.function.environment[0].variables.AWS_ENDPOINT_URL == "http://127.0.0.1:4566"
    error_message = "The local stack names its endpoints in extra_environment."
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_iam_role_policy.own_log.policy).Statement : statement.Sid], "OpenWhatTheOwnersKeyLocks")
    error_message = "With a key of the owner's the role may open what it locks."
  }
}

run "a_variable_that_the_code_needs_and_nobody_sets_is_refused" {
  command = plan

  variables {
    environment = {}
  }

  module {
    source = "./modules/function"
  }

  expect_failures = [aws_lambda_function.function]
}

run "a_missing_zip_is_refused" {
  command = plan

  variables {
    artifact = { path = "./tests/fixtures/never-built.zip" }
  }

  module {
    source = "./modules/function"
  }

  expect_failures = [aws_lambda_function.function]
}

run "an_environment_that_lambda_would_refuse_is_refused_in_the_plan" {
  command = plan

  variables {
    environment = { POLICIES = join("", [for number in range(1000) : "xxxxx"]) }
  }

  module {
    source = "./modules/function"
  }

  expect_failures = [aws_lambda_function.function]
}

run "a_missing_generated_file_is_refused" {
  command = plan

  variables {
    generated_file = "./tests/fixtures/nowhere.json"
  }

  module {
    source = "./modules/function"
  }

  expect_failures = [var.generated_file]
}

run "an_artifact_that_is_two_things_is_refused" {
  command = plan

  variables {
    artifact = { path = "./watch.zip", s3_bucket = "zips", s3_key = "watch.zip" }
  }

  module {
    source = "./modules/function"
  }

  expect_failures = [var.artifact]
}
