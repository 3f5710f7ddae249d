declare module "pannellum";
