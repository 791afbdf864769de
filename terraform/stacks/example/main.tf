# What an owner copies into a repository of their own: Cleandesk in one AWS account and Region.
#
# README.md here goes through it step by step. The policy below is in dry run: nothing is reset until you say so.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }

  # The state names desktops and roles. Keep it where your team keeps state:
  # backend "s3" {
  #   bucket       = "your-terraform-state"
  #   key          = "cleandesk/terraform.tfstate"
  #   region       = "eu-central-1"
  #   use_lockfile = true
  # }
}

provider "aws" {
  region = var.region

  # Refuses to run against another account than this one.
  allowed_account_ids = [var.account_id]
}

module "cleandesk" {
  # From a checkout. From elsewhere: source = "git::https://…/cleandesk.git//terraform?ref=v1.0.0", and `artifacts` in S3.
  source = "../.."

  # Prefix of all names. Two deployments in one Region need two.
  name = "cleandesk"

  # Which desktops are ours, in order: the first policy that matches a desktop wins, and what none matches is never touched.
  policies = [
    {
      name = "kiosks"

      # All selectors that are given must match: desktops of this directory that carry one of these tags.
      match = {
        directory_ids = [var.directory_id]
        tags          = { Pool = ["kiosk", "lobby"] }
      }

      # "rebuild": new root volume, same desktop, up to an hour. The user volume comes back from a snapshot up to 12 hours old: no full wipe, and
      # later work is lost; `data_loss` says how much may be.
      # "recreate": terminate and create again. Nothing survives; computer name and IP address change; may be billed as a new WorkSpace.
      strategy = "rebuild"

      # How long a user may be away. Below 1200 the plan warns: clients resume a dropped session by themselves for 20 minutes.
      grace_seconds = 1800

      # true (the default): says who would be reset, when, and what would be lost (`WouldReset.v1`, in the log group /aws/events/cleandesk),
      # and resets nobody. Look at that for some days, then write false.
      dry_run = true

      # At most a tenth of them in an hour; the others wait. On without a word: nobody is reset in an outage, nor while rebuilds end badly, and
      # the first reset after a change goes alone. What else a policy can say, such as hours of the week: docs/policies.md.
      budget = { share = 0.1 }
    },
  ]

  # Members of a group of the directory get a desktop, who left it loses theirs. A policy has to match these desktops, for example
  # match = { tags = { DirectoryGroup = ["sales"] } }. In dry run until you say otherwise; what it would do says `pnpm cleandesk sync plan`.
  # directory_groups = [
  #   {
  #     name         = "sales"
  #     urls         = ["ldaps://dc1.example.com"]
  #     ca           = file("ca.pem")                  # who signed the servers' certificates
  #     bind_user    = "workspaces-reader@example.com" # may read the group and its members, and nothing else
  #     secret       = "cleandesk/ldap"                # its password, in Secrets Manager
  #     group_dn     = "CN=Desktops,OU=Groups,DC=example,DC=com"
  #     directory_id = var.directory_id
  #     bundle_id    = "wsb-clj85qzj1"
  #   },
  # ]
  # directory_network = { # where the directory can be reached
  #   vpc_id          = "vpc-…"
  #   subnet_ids      = ["subnet-…", "subnet-…"]
  #   directory_cidrs = ["10.0.1.0/24"]
  #   https_cidrs     = ["0.0.0.0/0"] # AWS's APIs, through a NAT gateway; or endpoints: see the module
  # }

  # A portal in which users ask for desktops, and a person decides. A policy has to match what it offers.
  # portal = {
  #   directory_id = var.directory_id
  #   mail         = { from_address = "desktops@example.com" }
  #   approvers    = ["eva@example.com", "otto@example.com"] # one more than any rule needs: nobody approves their own request
  #   offers = [
  #     {
  #       id            = "standard"
  #       title         = "Standard"
  #       vcpu          = 2
  #       memory_gib    = 4
  #       storage_gib   = 130
  #       monthly_price = { amount = 35, currency = "EUR" } # as users shall see it: AWS's prices are not asked for
  #       bundle_id     = "wsb-clj85qzj1"
  #       tags          = { Pool = "kiosk" }
  #     },
  #   ]
  #   # sign_in = { issuer = "https://login.example.com", client_id = "…", user_claim = "…" } # yours, instead of a Cognito user pool
  #   # domain  = { name = "desktops.example.com", certificate_arn = "arn:aws:acm:us-east-1:…" }
  # }

  # true only where neither the account nor its organisation has a trail.
  create_trail = false

  # Failed resets, outages and other pauses, dead letters, errors and late messages go here: somebody should read it.
  operations_topic = aws_sns_topic.operations

  # Tells users before and after a reset; which of them says `notices = {}` in a policy. The identity must be verified in SES, out of its sandbox.
  # user_notices = {
  #   mail = {
  #     from_address   = "desktops@example.com"
  #     user_addresses = { (var.directory_id) = "{userName}@example.com" }
  #   }
  #   time_zone = "Europe/Berlin"
  # }

  # Who may ask for resets and holds by hand, and resume what was paused. With single sign-on the role's name ends in a hash: a * may stand for it.
  operator_role_arns = [
    "arn:aws:iam::${var.account_id}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_WorkSpacesHelpdesk_*",
  ]

  # Who may move dead letters back into their queue: who is on call. The queues are locked to everybody else, administrators included.
  redrive_role_arns = [
    "arn:aws:iam::${var.account_id}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_WorkSpacesOnCall_*",
  ]

  # Of all functions together. AWS gives an account about 2 calls a second to WorkSpaces: leave some for the console and for other tools.
  workspaces_calls_per_second = 1.5

  # Zips in S3 instead of this checkout's:
  # artifacts = {
  #   "alarm-manager/watch"     = { s3_bucket = "your-artifacts", s3_key = "cleandesk/1.0.0/alarm-manager/watch.zip", hash = "…" }
  #   "alarm-manager/reconcile" = { s3_bucket = "your-artifacts", s3_key = "cleandesk/1.0.0/alarm-manager/reconcile.zip", hash = "…" }
  #   "rebuild-service/seats"   = { s3_bucket = "your-artifacts", s3_key = "cleandesk/1.0.0/rebuild-service/seats.zip", hash = "…" }
  #   "directory-sync/sync"     = { s3_bucket = "your-artifacts", s3_key = "cleandesk/1.0.0/directory-sync/sync.zip", hash = "…" } # with directory_groups
  #   "user-notices/tell"       = { s3_bucket = "your-artifacts", s3_key = "cleandesk/1.0.0/user-notices/tell.zip", hash = "…" } # with user_notices
  #   "approval-service/api", "approval-service/steps" and "approval-service/hear" likewise, with portal
  # }

  # kms_key_arn              = "arn:aws:kms:…"        # your key for queues, logs and tables; see the module's README for its policy
  # permissions_boundary_arn = "arn:aws:iam::…:policy/…"
  # alarm_topic_arn          = "arn:aws:sns:…"        # tells people of every single disconnect
  # log_retention_days       = 90                     # of the functions' logs
  # event_log_retention_days = 90                     # of the log of all events, which names users; null keeps none
  # records_retention_days   = 400                    # of the records of each reset and leaving, which name users, too

  tags = {
    CostCentre = "end-user-computing"
  }
}

# The notices name users and desktops: subscribe only those who need to act.
resource "aws_sns_topic" "operations" {
  # checkov:skip=CKV_AWS_26:CloudWatch and EventBridge can't use the key alias/aws/sns; use a key of your own if you have one
  name = "cleandesk-operations"
}

resource "aws_sns_topic_policy" "operations" {
  arn = aws_sns_topic.operations.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # No condition: EventBridge gives SNS none of a rule's ARN or account, so a statement with one would let no notice in.
        Sid       = "LetNoticesIn"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.operations.arn
      },
      {
        Sid       = "LetAlarmsOfThisAccountIn"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.operations.arn
        Condition = {
          StringEquals = { "aws:SourceAccount" = var.account_id }
          ArnLike      = { "aws:SourceArn" = "arn:aws:cloudwatch:${var.region}:${var.account_id}:alarm:*" }
        }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  count = var.operations_mail == null ? 0 : 1

  topic_arn = aws_sns_topic.operations.arn
  protocol  = "email"
  endpoint  = var.operations_mail
}

output "event_bus" {
  description = "The bus that all services meet on."
  value       = module.cleandesk.event_bus
}

output "functions" {
  description = "Functions with their queues, roles and logs."
  value       = module.cleandesk.functions
}

output "event_log_group_name" {
  description = "The log group with all that Cleandesk said: who would be reset, each receipt."
  value       = module.cleandesk.event_log_group_name
}

output "seats_table" {
  description = "The table of seats: records are verified against it."
  value       = module.cleandesk.seats_table
}

output "records_table" {
  description = "The table of records: each reset, and each leaving without one, with its evidence."
  value       = module.cleandesk.records_table
}

output "directory_sync_table" {
  description = "The table of directory groups, for `pnpm cleandesk sync plan` and `pnpm cleandesk sync retire`; null without groups."
  value       = module.cleandesk.directory_sync_table
}

output "directory_sync_security_group" {
  description = "What the directory's servers have to let in; null without groups, or outside of a VPC."
  value       = module.cleandesk.directory_sync_security_group
}

output "policies" {
  description = "The policies as the functions read them: what `pnpm cleandesk replay` takes, and where a slip in a field is missing."
  value       = module.cleandesk.policies
}
