# What people keep of WorkSpaces in Terraform, in two stages: the second changes what can be changed in place.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

variable "endpoint" {
  type = string
}

variable "stage" {
  type    = number
  default = 1
}

locals {
  changed = var.stage == 2
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "000000000000"
  secret_key                  = "secret"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true

  endpoints {
    workspaces = var.endpoint
  }

  default_tags {
    tags = { managed-by = "terraform" }
  }
}

resource "aws_workspaces_ip_group" "office" {
  name        = "office"
  description = "Where the office comes from"

  rules {
    source      = "198.51.100.0/24"
    description = "Headquarters"
  }

  dynamic "rules" {
    for_each = local.changed ? ["203.0.113.7/32"] : []
    content {
      source = rules.value
    }
  }

  tags = { site = local.changed ? "all" : "headquarters" }
}

resource "aws_workspaces_ip_group" "home" {
  name = "home"
}

resource "aws_workspaces_directory" "third" {
  directory_id = "d-9067000003"
  subnet_ids   = ["subnet-0000000a", "subnet-0000000b"]
  ip_group_ids = local.changed ? [aws_workspaces_ip_group.office.id, aws_workspaces_ip_group.home.id] : [aws_workspaces_ip_group.office.id]

  self_service_permissions {
    change_compute_type  = local.changed
    increase_volume_size = true
    rebuild_workspace    = local.changed
    restart_workspace    = true
    switch_running_mode  = true
  }

  saml_properties {
    status                     = "ENABLED"
    user_access_url            = local.changed ? "https://login.example.com/" : "https://sso.example.com/"
    relay_state_parameter_name = local.changed ? "Relay" : "RelayState"
  }

  certificate_based_auth_properties {
    status                    = local.changed ? "DISABLED" : "ENABLED"
    certificate_authority_arn = local.changed ? null : "arn:aws:acm-pca:us-east-1:000000000000:certificate-authority/12345678-1234-1234-1234-123456789012"
  }

  workspace_access_properties {
    device_type_android    = "ALLOW"
    device_type_chromeos   = "ALLOW"
    device_type_ios        = "ALLOW"
    device_type_linux      = local.changed ? "ALLOW" : "DENY"
    device_type_osx        = "ALLOW"
    device_type_web        = "DENY"
    device_type_windows    = "DENY"
    device_type_zeroclient = "DENY"
  }

  workspace_creation_properties {
    custom_security_group_id            = "sg-0123456789abcdef0"
    default_ou                          = "OU=Desks,DC=Example,DC=com"
    enable_internet_access              = local.changed
    enable_maintenance_mode             = true
    user_enabled_as_local_administrator = !local.changed
  }

  tags = { office = local.changed ? "moved" : "first" }
}

# With what AWS sets when nothing is said.
resource "aws_workspaces_directory" "plain" {
  directory_id = "d-9067000004"
}

data "aws_workspaces_bundle" "by_id" {
  bundle_id = "wsb-standard1"
}

data "aws_workspaces_bundle" "by_name" {
  owner = "AMAZON"
  name  = "Value with Windows 10 (English)"
}

data "aws_workspaces_bundle" "own" {
  name = "Power with Windows 11"
}

resource "aws_workspaces_workspace" "full" {
  directory_id = aws_workspaces_directory.third.id
  bundle_id    = data.aws_workspaces_bundle.by_id.id
  user_name    = "ada.berg"

  root_volume_encryption_enabled = true
  user_volume_encryption_enabled = true
  volume_encryption_key          = "alias/aws/workspaces"

  workspace_properties {
    compute_type_name                         = "STANDARD"
    root_volume_size_gib                      = 80
    user_volume_size_gib                      = 50
    running_mode                              = "AUTO_STOP"
    running_mode_auto_stop_timeout_in_minutes = local.changed ? 120 : 60
  }

  tags = local.changed ? { team = "it", floor = "2" } : { team = "it", room = "1" }
}

resource "aws_workspaces_workspace" "larger" {
  directory_id = aws_workspaces_directory.plain.id
  bundle_id    = data.aws_workspaces_bundle.by_id.id
  user_name    = "ben.berg"

  workspace_properties {
    compute_type_name    = "STANDARD"
    root_volume_size_gib = local.changed ? 175 : 80
    user_volume_size_gib = 100
    running_mode         = "ALWAYS_ON"
  }
}

resource "aws_workspaces_workspace" "stronger" {
  directory_id = "d-9067000001"
  bundle_id    = data.aws_workspaces_bundle.by_id.id
  user_name    = "eva.berg"

  workspace_properties {
    compute_type_name    = local.changed ? "PERFORMANCE" : "STANDARD"
    root_volume_size_gib = 80
    user_volume_size_gib = 50
    running_mode         = "ALWAYS_ON"
  }
}

resource "aws_workspaces_workspace" "resting" {
  directory_id = "d-9067000001"
  bundle_id    = data.aws_workspaces_bundle.by_id.id
  user_name    = "dan.berg"

  workspace_properties {
    compute_type_name    = "STANDARD"
    root_volume_size_gib = 80
    user_volume_size_gib = 50
    running_mode         = local.changed ? "ALWAYS_ON" : "AUTO_STOP"

    running_mode_auto_stop_timeout_in_minutes = local.changed ? null : 60
  }
}

resource "aws_workspaces_workspace" "plain" {
  directory_id = "d-9067000001"
  bundle_id    = data.aws_workspaces_bundle.own.id
  user_name    = "cleo.berg"
}

resource "aws_workspaces_connection_alias" "desks" {
  connection_string = "desks.example.com"
  tags              = { site = local.changed ? "all" : "headquarters" }
}

data "aws_workspaces_directory" "third" {
  directory_id = aws_workspaces_directory.third.id
}

data "aws_workspaces_workspace" "by_user" {
  directory_id = aws_workspaces_workspace.plain.directory_id
  user_name    = aws_workspaces_workspace.plain.user_name
}

data "aws_workspaces_workspace" "by_id" {
  workspace_id = aws_workspaces_workspace.full.id
}

data "aws_workspaces_image" "own" {
  image_id = "wsi-power0001"
}

output "seen" {
  value = {
    bundles = {
      by_id   = [data.aws_workspaces_bundle.by_id.name, data.aws_workspaces_bundle.by_id.compute_type[0].name]
      by_name = [data.aws_workspaces_bundle.by_name.compute_type[0].name, data.aws_workspaces_bundle.by_name.user_storage[0].capacity]
      own     = [data.aws_workspaces_bundle.own.bundle_id, data.aws_workspaces_bundle.own.root_storage[0].capacity]
    }
    directory = [data.aws_workspaces_directory.third.directory_name, data.aws_workspaces_directory.third.tags.office]
    image     = [data.aws_workspaces_image.own.state, data.aws_workspaces_image.own.operating_system_type]
    by_user   = [data.aws_workspaces_workspace.by_user.id == aws_workspaces_workspace.plain.id, data.aws_workspaces_workspace.by_user.workspace_properties[0].running_mode]
    by_id     = [data.aws_workspaces_workspace.by_id.user_name, data.aws_workspaces_workspace.by_id.tags["team"]]
    full      = [aws_workspaces_workspace.full.tags_all["managed-by"], aws_workspaces_workspace.full.volume_encryption_key]
  }
}
