# Everything that there is, for an account that wants all of it its own way: a key, a path and a boundary, two policies, a group of the directory,
# notices to users, a portal, zips of a release.

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  # The Region's name in version 5 and in version 6 of the provider.
  region = data.aws_region.current.id
}

module "cleandesk" {
  source = "../.."

  name = "desktops"

  policies = [
    {
      name          = "kiosks"
      match         = { directory_ids = [var.directory_id], tags = { Pool = ["kiosk", "lobby"] } }
      strategy      = "recreate"
      grace_seconds = 1800
      budget        = { share = 0.1 }
      reset_window  = [{ days = ["mon", "tue", "wed", "thu", "fri"], from = "19:00", to = "06:00", time_zone = "Europe/Berlin", ready_by = "07:00" }]
      notices       = { before = true, after = true }
      dry_run       = false
    },
    {
      name          = "everybody-else"
      match         = { directory_ids = [var.directory_id] }
      strategy      = "rebuild"
      grace_seconds = 3600
      data_loss     = { max_seconds = 14400, action = "wait" }
      outage        = { least = 20, share = 0.3 }
    },
  ]

  directory_groups = [
    {
      name         = "sales"
      urls         = ["ldaps://dc1.example.com"]
      ca           = var.directory_ca
      bind_user    = "workspaces-reader@example.com"
      secret       = "cleandesk/ldap"
      group_dn     = "CN=Desktops,OU=Groups,DC=example,DC=com"
      directory_id = var.directory_id
      bundle_id    = "wsb-clj85qzj1"
    },
  ]
  directory_network = { vpc_id = var.vpc_id, subnet_ids = var.subnet_ids, directory_cidrs = ["10.0.1.0/24"], https_cidrs = ["0.0.0.0/0"] }

  user_notices = {
    mail      = { from_address = "desktops@example.com", user_addresses = { (var.directory_id) = "{userName}@example.com" } }
    time_zone = "Europe/Berlin"
    locale    = "de-DE"
  }

  portal = {
    directory_id = var.directory_id
    files_dir    = var.portal_files_dir
    mail         = { from_address = "desktops@example.com" }
    approvers    = ["eva@example.com", "otto@example.com"]
    offers = [{
      id            = "standard", title = "Standard", bundle_id = "wsb-clj85qzj1", vcpu = 2, memory_gib = 4, storage_gib = 130
      monthly_price = { amount = 35, currency = "EUR" }
    }]
  }

  release = {
    s3_bucket = var.zips_bucket
    s3_prefix = "cleandesk/1.0.0/"
    manifest  = "${path.module}/../artifacts.json"
  }

  create_trail             = true
  kms_key_arn              = aws_kms_key.cleandesk.arn
  event_bus                = { kms_key_arn = aws_kms_key.cleandesk.arn }
  iam_path                 = "/cleandesk/"
  permissions_boundary_arn = "arn:aws:iam::${local.account_id}:policy/workload-boundary"
  operations_topic         = { arn = var.operations_topic_arn }
  redrive_role_arns        = [var.on_call_role_arn]
  operator_role_arns       = ["arn:aws:iam::${local.account_id}:role/workspaces-helpdesk"]
  log_retention_days       = 30
  event_log_retention_days = 90
  records_retention_days   = 400

  tags = { CostCentre = "end-user-computing", Owner = "workplace" }
}
