namespace FlowLogStack.App;

/// <summary>Assemblies of CDK that the app is published without: a layer of kubectl, one of the AWS CLI, and a proxy, 43 MB that no stack of the app contains.</summary>
static class OmittedAssets
{
    const string Prefix = "Amazon.CDK.Asset.";

    /// <summary>Answers CDK's request for such an assembly with this one, which brings no JavaScript package. Where the assembly is present, it is used.</summary>
    public static void Replace() =>
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) => request.Name.StartsWith(Prefix, StringComparison.Ordinal) ? typeof(OmittedAssets).Assembly : null;
}
