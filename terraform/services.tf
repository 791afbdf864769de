# What services there are. `scripts/new-service` adds to these lists.

locals {
  # The functions of each, as they are built: services/<service>/dist/<function>.zip.
  built = {
    "alarm-manager"    = ["watch", "reconcile"]
    "rebuild-service"  = ["seats"]
    "directory-sync"   = ["sync"]
    "user-notices"     = ["tell"]
    "approval-service" = ["api", "steps", "hear"]
  }
  function_names = flatten([for service, functions in local.built : [for function in functions : "${service}/${function}"]])

  # Of services that only hear. Those that also speak are among the speakers.
  listeners = merge(concat(
    module.user_notices[*].functions,
  )...)

  artifacts = {
    for service, functions in local.built : service => {
      for function in functions : function => lookup(var.artifacts, "${service}/${function}", {
        path              = "${path.module}/../services/${service}/dist/${function}.zip"
        s3_bucket         = null
        s3_key            = null
        s3_object_version = null
        hash              = null
      })
    }
  }
}
