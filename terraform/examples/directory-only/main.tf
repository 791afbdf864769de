# A group of the directory decides who has a desktop, and nobody's desktop is reset: the policy stays in dry run.

module "cleandesk" {
  source = "../.."

  # Each group needs a policy that matches its desktops: it says that they are ours.
  policies = [
    { name = "group-desktops", match = { tags = { DirectoryGroup = ["sales"] } }, strategy = "rebuild", grace_seconds = 1800, dry_run = true },
  ]

  directory_groups = [
    {
      name         = "sales"
      urls         = ["ldaps://dc1.example.com", "ldaps://dc2.example.com"]
      ca           = var.directory_ca
      bind_user    = "workspaces-reader@example.com"
      secret       = "cleandesk/ldap"
      group_dn     = "CN=Desktops,OU=Groups,DC=example,DC=com"
      directory_id = var.directory_id
      bundle_id    = "wsb-clj85qzj1"

      # Members get a desktop, and who left loses theirs after a day. Look at `cleandesk sync plan` with true first.
      dry_run = false
    },
  ]

  directory_network = {
    vpc_id          = var.vpc_id
    subnet_ids      = var.subnet_ids
    directory_cidrs = ["10.0.1.0/24"]
    # No NAT gateway: AWS's APIs are reached through endpoints.
    create_endpoints      = true
    https_prefix_list_ids = [var.dynamodb_prefix_list_id]
  }

  release = {
    s3_bucket = var.zips_bucket
    s3_prefix = "cleandesk/1.0.0/"
    manifest  = "${path.module}/../artifacts.json"
  }

  operations_topic  = { arn = var.operations_topic_arn }
  redrive_role_arns = [var.on_call_role_arn]
}

output "let_into_the_directory" {
  description = "The security group that the directory's servers have to let in."
  value       = module.cleandesk.directory_sync_security_group
}
