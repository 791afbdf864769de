# modules/api-call-trail: where EventBridge hears of API calls from, in an account without a trail.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name                = "cleandesk"
  account_id          = "111122223333"
  region              = "eu-central-1"
  partition           = "aws"
  deletion_protection = true
}

run "the_trail_records_management_calls_that_write" {
  module {
    source = "./modules/api-call-trail"
  }

  assert {
    condition     = aws_cloudtrail.api_calls.event_selector[0].read_write_type == "WriteOnly" && aws_cloudtrail.api_calls.event_selector[0].include_management_events && aws_cloudtrail.api_calls.enable_log_file_validation
    error_message = "Creates, terminates and rebuilds are writing management calls."
  }
}

run "the_bucket_is_private_encrypted_and_forgets" {
  module {
    source = "./modules/api-call-trail"
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.trail.block_public_acls && aws_s3_bucket_public_access_block.trail.block_public_policy && aws_s3_bucket_public_access_block.trail.ignore_public_acls && aws_s3_bucket_public_access_block.trail.restrict_public_buckets
    error_message = "Nobody outside reads who called what."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.trail.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256" && aws_s3_bucket_lifecycle_configuration.trail.rule[0].expiration[0].days == 90
    error_message = "Files are encrypted, and forgotten after 90 days."
  }

  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.trail.policy).Statement : statement.Sid] == ["LetOurTrailSeeTheBucket", "LetOurTrailWrite", "RefusePlainHttp"]
    error_message = "Our trail writes, over TLS, and nobody else is named."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.trail.policy).Statement : statement.Condition.StringEquals["aws:SourceArn"] == "arn:aws:cloudtrail:eu-central-1:111122223333:trail/cleandesk-api-calls" if statement.Effect == "Allow"])
    error_message = "Another account's trail must not be able to write here."
  }

  assert {
    condition     = !aws_s3_bucket.trail.force_destroy
    error_message = "With deletion protection a bucket with files stays."
  }
}
