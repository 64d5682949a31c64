namespace FlowLogStack.App;

/// <summary>Assemblies of CDK that the app is published without.</summary>
/// <remarks>They hold the files of a kubectl layer, an AWS CLI layer and a proxy, 43 MB that no stack of the app contains.</remarks>
static class OmittedAssets
{
    const string Prefix = "Amazon.CDK.Asset.";

    /// <summary>Makes CDK load this assembly in place of an absent one. It brings no JavaScript package.</summary>
    public static void Replace() =>
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
            request.Name.StartsWith(Prefix, StringComparison.Ordinal) ? typeof(OmittedAssets).Assembly : null;
}
